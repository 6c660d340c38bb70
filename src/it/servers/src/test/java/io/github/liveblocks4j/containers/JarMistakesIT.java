package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The likeliest mistakes by hand: the wrong jar, two of them, and missing libraries. */
class JarMistakesIT {

  private static final Document TROUBLESHOOTING = Document.of("src/docs/troubleshooting.md");

  // log: jakarta-jar-in-javax-server
  // log: javax-jar-in-jakarta-server
  // log: two-jars
  // log: two-jars-jetty
  @ParameterizedTest
  @CsvSource({
    "TOMCAT_9, jakarta-jar-in-javax-server, JAKARTA,",
    "TOMCAT_10, javax-jar-in-jakarta-server, JAVAX,",
    "TOMCAT_11, javax-jar-in-jakarta-server, JAVAX,",
    "TOMCAT_9, two-jars, JAKARTA, JAVAX",
    "TOMCAT_11, two-jars, JAKARTA, JAVAX",
    "JETTY_EE10, two-jars-jetty, JAKARTA, JAVAX"
  })
  void startWhenTheJarIsWrongThenTheServerSaysSo(Server server, String log, Age jar, Age second)
      throws Exception {
    Path work = Workspace.fresh("wrong-jar");
    List<String> quoted = TROUBLESHOOTING.block("log: " + log).lines().map(String::strip).toList();
    List<Path> jars =
        second == null ? List.of(jar.standalone()) : List.of(jar.standalone(), second.standalone());
    try (ServletContainer container = server.container(work.resolve("base"))) {
      container.deploy(new TestWar(), "sound");
      // Not by deploy: it may never be up.
      new TestWar().libraries(jars).writeTo(container.deployments().resolve("mywar.war"));
      container.environment("LIVEBLOCKS_SECRET_KEY", "sk_test");
      container.start(Jdk.current());
      container.stop(); // What it logs, it may write later.

      assertThat(container.log()).contains(quoted);
    }
    Workspace.delete(work);
  }

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_9", "TOMCAT_10"})
  void startWhenLibrariesAreMissingThenTheLogSaysWhatToDo(Server server) throws Exception {
    Path work = Workspace.fresh("missing-library");
    try (ServletContainer tomcat = server.container(work.resolve("base"))) {
      tomcat.environment("LIVEBLOCKS_SECRET_KEY", "sk_test");
      for (String missing : List.of("yasson", "httpc")) {
        List<Path> present =
            server.age().plainWithDependencies().stream()
                .filter(jar -> !jar.getFileName().toString().startsWith(missing))
                .toList();
        tomcat.deploy(new TestWar().libraries(present), missing);
      }
      tomcat.start(Jdk.current());

      for (String context : List.of("yasson", "httpc")) {
        HttpResponse<String> response =
            tomcat.send(tomcat.post(context, "/api/liveblocks-auth", "{}"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.body()).contains("\"code\":\"misconfigured\"");
      }
      assertThat(new ServerLog(tomcat.log()).complaints())
          .hasSize(2)
          .allMatch(line -> line.contains("WEB-INF/lib") && line.contains("standalone"))
          .anyMatch(line -> line.contains("org.eclipse:yasson"))
          .anyMatch(line -> line.contains("org/apache/hc/"));
    }
    Workspace.delete(work);
  }
}
