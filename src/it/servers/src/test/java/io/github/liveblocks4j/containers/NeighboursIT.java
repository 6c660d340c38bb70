package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two applications in one server, each with a secret key and a Liveblocks of its own. */
class NeighboursIT {

  /** More than open the circuit breaker. */
  private static final int FAILURES = 25;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void applicationWhenItsNeighbourFailsOrGoesAwayThenIsNotAffected() throws Exception {
    Path work = Workspace.fresh("neighbours");
    try (FakeLiveblocks first = FakeLiveblocks.builder().secretKey("sk_dev_first").start();
        FakeLiveblocks second = FakeLiveblocks.builder().secretKey("sk_dev_second").start();
        TomcatContainer tomcat = TomcatContainer.managed(Server.TOMCAT_10, work.resolve("base"))) {
      deploy(tomcat, work, "first", first, Age.JAKARTA.plainWithDependencies());
      deploy(tomcat, work, "second", second, Age.JAKARTA.plainWithDependencies());
      tomcat.start(Jdk.current());

      assertThat(send(tomcat, "first").statusCode()).isEqualTo(200);
      assertThat(send(tomcat, "second").statusCode()).isEqualTo(200);
      assertThat(first.requests()).extracting(NeighboursIT::key).containsExactly("sk_dev_first");
      assertThat(second.requests()).extracting(NeighboursIT::key).containsExactly("sk_dev_second");

      // The first fails until its circuit breaker opens.
      first.always(Failure.status(503));
      for (int i = 0; i < FAILURES; i++) {
        assertThat(send(tomcat, "first").statusCode()).isEqualTo(503);
      }
      assertThat(tomcat.log()).contains("Circuit breaker opened");
      assertThat(send(tomcat, "second").statusCode()).isEqualTo(200);

      // The first is undeployed.
      assertThat(tomcat.manage("undeploy?path=/first")).startsWith("OK");
      HttpResponse<String> response = send(tomcat, "second");
      assertThat(response.statusCode()).isEqualTo(200);

      // No session: any node of a cluster can respond.
      assertThat(response.headers().map()).doesNotContainKey("set-cookie");
      assertThat(tomcat.manage("sessions?path=/second"))
          .startsWith("OK")
          .doesNotContain("minutes: [");
    }
    Workspace.delete(work);
  }

  private static String key(RecordedRequest request) {
    return request.header("Authorization").orElse("").replace("Bearer ", "");
  }

  private static void deploy(
      TomcatContainer tomcat,
      Path work,
      String context,
      FakeLiveblocks liveblocks,
      List<Path> libraries)
      throws Exception {
    Path war = work.resolve(context + ".war");
    new TestWar()
        .libraries(libraries)
        .classes(WarClasses.compile(Age.JAKARTA, libraries, List.of("war")))
        .service(UserResolver.class.getName(), "io.github.liveblocks4j.containers.war.HeaderUser")
        .webXml(
            Age.JAKARTA.webXml(
                false,
                contextParam("liveblocks.secretKey", liveblocks.secretKey())
                    + contextParam("liveblocks.baseUrl", liveblocks.baseUrl().toString())))
        .writeTo(war);
    tomcat.deploy(war, context);
  }

  private static String contextParam(String name, String value) {
    return "<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>"
        .formatted(name, value);
  }

  private HttpResponse<String> send(TomcatContainer tomcat, String context) throws Exception {
    return http.send(
        tomcat.post(context, "/api/liveblocks-auth", "{}").header("X-Test-User", "alice").build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
