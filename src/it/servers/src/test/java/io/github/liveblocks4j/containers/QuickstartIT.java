package io.github.liveblocks4j.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README's quickstart, followed to the letter; only the ports are free ones. */
class QuickstartIT {

  private static final String CONTEXT = "mywar";
  private static final Document README = Document.of("README.md");
  private static final Document TROUBLESHOOTING = Document.of("src/docs/troubleshooting.md");
  private static final Document MOUNTING = Document.of("src/docs/mounting.md");

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_10", "TOMCAT_11"})
  void quickstartWhenFollowedThenThereIsAToken(Server server) throws Exception {
    Path work = Workspace.fresh("quickstart");
    int fakePort = ServletContainer.freePort();
    // command: fake
    Process fake = run(work, README.block("command: fake").replace("1153", "" + fakePort));
    try (ServletContainer tomcat = server.container(work.resolve("base"))) {
      tomcat.environment("LIVEBLOCKS_SECRET_KEY", setting("LIVEBLOCKS_SECRET_KEY"));
      tomcat.environment(
          "LIVEBLOCKS_BASE_URL", setting("LIVEBLOCKS_BASE_URL").replace("1153", "" + fakePort));
      tomcat.environment("LIVEBLOCKS_DEADLINE", ServletContainer.DEADLINE.toString());
      tomcat.deploy(war(), CONTEXT);
      tomcat.start(Jdk.current());

      // command: first-token
      Process curl =
          run(work, README.block("command: first-token").replace("8080", "" + tomcat.port()));
      String output = new String(curl.getInputStream().readAllBytes(), UTF_8);
      assertThat(output).startsWith("{\"token\":\"");
      assertThat(curl.waitFor()).isZero();

      assertThat(page(tomcat, "/page.jsp"))
          .contains("data-auth-endpoint=\"/mywar/api/liveblocks-auth\"");
      assertThat(page(tomcat, "/boards/page.jsp")).contains("<base href=\"/mywar/\">");
      assertThat(tomcat.send(tomcat.post(CONTEXT, "/api/liveblocks-auth", "{}")).statusCode())
          .isEqualTo(401);
      // log: slf4j
      assertThat(tomcat.log()).contains(TROUBLESHOOTING.block("log: slf4j"));
    } finally {
      fake.destroy();
      fake.waitFor();
    }
    Workspace.delete(work);
  }

  private static TestWar war() throws IOException {
    // The quickstart has no provider for SLF4J.
    List<Path> libraries =
        Age.JAKARTA.plainWithDependencies().stream()
            .filter(jar -> !jar.getFileName().toString().startsWith("slf4j-jdk14"))
            .toList();
    return new TestWar()
        .libraries(libraries)
        .classes(
            WarClasses.compile(
                Age.JAKARTA,
                libraries,
                Map.of(
                    "SessionUserResolver.java",
                    README.block("snippet: resolver"),
                    "SignIn.java",
                    README.block("snippet: sign-in"))))
        .service("io.github.liveblocks4j.servlet.UserResolver", README.block("snippet: service"))
        .file("page.jsp", README.block("snippet: page"))
        .file("boards/page.jsp", MOUNTING.block("snippet: base"));
  }

  private static String setting(String name) throws IOException {
    Matcher found = Pattern.compile(name + "=([^`\\s]+)").matcher(README.text());
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }

  private static String page(ServletContainer tomcat, String path) throws Exception {
    return tomcat.send(tomcat.request(CONTEXT, path)).body();
  }

  /** Runs a command of the README in a shell, as a newcomer does. */
  private static Process run(Path work, String command) throws IOException {
    Path errors = Files.createTempFile(work, "command", ".log");
    String script =
        command.startsWith("java ")
            ? "cd '%s' && exec %s".formatted(Document.ROOT, command)
            : command;
    return new ProcessBuilder("sh", "-e", "-c", script)
        .directory(work.toFile())
        .redirectError(errors.toFile())
        .start();
  }
}
