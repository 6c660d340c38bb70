package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The README's recipe "Add it to a legacy WAR", done to the letter: one file copied, web.xml
 * edited, one environment variable set. Tomcat 9, an application with the server's own FORM login.
 */
class LegacyWarIT {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String CONTEXT = "legacy";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void recipeWhenDoneToAnOldApplicationThenItsUsersGetTokens() throws Exception {
    Path work = Workspace.fresh("legacy-war");
    Path application = work.resolve("application");
    ServletContainer.copyTree(RESOURCES.resolve("containers/legacy"), application);

    // 1. One file.
    Path jar = Artifact.JAVAX_STANDALONE.file();
    Path lib = Files.createDirectories(application.resolve("WEB-INF/lib"));
    Files.copy(jar, lib.resolve(jar.getFileName()));

    // 2. web.xml.
    Path webXml = application.resolve("WEB-INF/web.xml");
    String snippet = Files.readString(RESOURCES.resolve("readme/legacy.xml"));
    Files.writeString(
        webXml, Files.readString(webXml).replace("</web-app>", snippet + "</web-app>"));

    Path war = pack(application, work.resolve("packed.war"));
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer tomcat = Server.TOMCAT_9.container(work.resolve("base"))) {
      tomcat.prepare();
      tomcat.deploy(war, CONTEXT);
      // 3. The key. (And the stand-in instead of Liveblocks.)
      tomcat.environment("LIVEBLOCKS_SECRET_KEY", fake.secretKey());
      tomcat.environment("LIVEBLOCKS_BASE_URL", fake.baseUrl().toString());
      tomcat.start(Jdk.current());

      assertThat(askForToken(tomcat).statusCode()).isEqualTo(401);
      signIn(tomcat, "alice");
      HttpResponse<String> answer = askForToken(tomcat);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).startsWith("{\"token\":\"");
      assertThat(fake.requests())
          .extracting(RecordedRequest::body)
          .containsExactly("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");
      tomcat.stop();
      assertThat(new ServerLog(tomcat.log()).complaints()).isEmpty();
    }
    Workspace.delete(work);
  }

  private static Path pack(Path directory, Path war) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                writer,
                writer,
                "--create",
                "--no-manifest",
                "--file=" + war,
                "-C",
                directory.toString(),
                ".");
    assertThat(code).as(output.toString()).isZero();
    return war;
  }

  private void signIn(ServletContainer tomcat, String user)
      throws IOException, InterruptedException {
    URI page = tomcat.uri(CONTEXT, "/app/index.html");
    assertThat(text(HttpRequest.newBuilder(page).build())).contains("Sign in");
    String form = "j_username=%s&j_password=%s".formatted(user, user);
    HttpRequest login =
        HttpRequest.newBuilder(tomcat.uri(CONTEXT, "/app/j_security_check"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    assertThat(text(login)).contains("The application");
  }

  private String text(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> askForToken(ServletContainer tomcat)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(tomcat.uri(CONTEXT, "/api/liveblocks-auth"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"room\":\"a\"}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
