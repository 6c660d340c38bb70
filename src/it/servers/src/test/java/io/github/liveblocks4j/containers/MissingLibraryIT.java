package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The likeliest mistake by hand: the jar in WEB-INF/lib without what it depends on. The application
 * deploys, the endpoint says that it is misconfigured, and the log says what to do.
 */
class MissingLibraryIT {

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_9", "TOMCAT_10"})
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void startWhenLibrariesAreMissingThenTheLogSaysWhatToDo(Server server) throws Exception {
    Path work = Workspace.fresh("missing-library");
    List<Path> all = server.age().plainWithDependencies();
    try (ServletContainer tomcat = server.container(work.resolve("base"))) {
      tomcat.environment("LIVEBLOCKS_SECRET_KEY", "sk_test");
      deploy(tomcat, work, "alone", all.stream().filter(jar -> isNamed(jar, "liveblocks")));
      deploy(tomcat, work, "no-yasson", all.stream().filter(jar -> !isNamed(jar, "yasson")));
      deploy(tomcat, work, "no-http", all.stream().filter(jar -> !isNamed(jar, "httpc")));
      tomcat.start(Jdk.current());

      for (String context : List.of("alone", "no-yasson", "no-http")) {
        HttpResponse<String> response = askForToken(tomcat, context);
        assertThat(response.statusCode()).as("%s: %s", context, response.body()).isEqualTo(503);
        assertThat(response.body()).contains("\"code\":\"misconfigured\"");
      }
      ServerLog log = new ServerLog(tomcat.log());
      assertThat(log.complaints())
          .hasSize(3)
          .allMatch(
              line ->
                  line.matches(
                      ".*Liveblocks endpoint 'liveblocks-auth' of /[\\w-]+ is misconfigured(?s:.*)"))
          .allMatch(line -> line.contains("WEB-INF/lib") && line.contains("standalone"))
          .anyMatch(line -> line.contains("org.eclipse:yasson"))
          .anyMatch(line -> line.contains("org/apache/hc/"));
    }
    Workspace.delete(work);
  }

  private static boolean isNamed(Path jar, String prefix) {
    return jar.getFileName().toString().startsWith(prefix);
  }

  private static void deploy(
      ServletContainer tomcat, Path work, String context, Stream<Path> libraries) throws Exception {
    Path war = work.resolve(context + ".war");
    new TestWar().libraries(libraries.toList()).writeTo(war);
    tomcat.deploy(war, context);
  }

  private static HttpResponse<String> askForToken(ServletContainer tomcat, String context)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            tomcat.post(context, "/api/liveblocks-auth", "{}").build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
