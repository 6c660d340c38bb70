package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The handbook's Spring Boot application as a WAR, where the server reads our fragment as well. */
class SpringBootWarIT {

  private static final String CONTEXT = "spring";
  private static final String AUTH = "/api/liveblocks-auth";

  /** The plain jar, and what it needs that Spring Boot does not. */
  private static final String PLAIN =
      "WEB-INF/lib/(liveblocks-servlet|httpc|jakarta\\.json|parsson|yasson|resilience4j).*";

  @ParameterizedTest
  @CsvSource({"TOMCAT_10, 3, false", "TOMCAT_11, 4, true"})
  void applicationWhenDeployedAsWarThenMountsEachEndpointOnce(
      Server server, String boot, boolean isStandalone) throws Exception {
    Path work = Workspace.fresh("spring-boot");
    TestWar war = new TestWar().files("", Path.of("../spring-boot", boot, "target/application"));
    if (isStandalone) {
      war.without(PLAIN).libraries(List.of(Age.JAKARTA.standalone()));
    }
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer tomcat = server.container(work.resolve("base"))) {
      tomcat.liveblocks(fake);
      tomcat.environment("SPRING_SECURITY_USER_NAME", "alice");
      tomcat.environment("SPRING_SECURITY_USER_PASSWORD", "alice");
      tomcat.environment("SPRING_SECURITY_USER_ROLES", "DESIGNER");
      tomcat.environment("LIVEBLOCKS_ROLE_GROUPS", "DESIGNER");
      // Tomcat listens when it has deployed both. This one shows no ready.txt without a login.
      tomcat.deploy(new TestWar(), "sound");
      war.writeTo(tomcat.deployments().resolve(CONTEXT + ".war"));
      tomcat.start(Jdk.current());

      Responses.assertError(tomcat.send(tomcat.post(CONTEXT, AUTH, "{}")), 401, "unauthenticated");
      String alice =
          Base64.getEncoder().encodeToString("alice:alice".getBytes(StandardCharsets.UTF_8));
      Responses.assertToken(
          tomcat.send(tomcat.post(CONTEXT, AUTH, "{}").header("Authorization", "Basic " + alice)));
      assertThat(fake.requests())
          .extracting(RecordedRequest::body)
          .containsExactly("{\"userId\":\"alice\",\"groupIds\":[\"DESIGNER\"]}");
      assertThat(tomcat.log())
          .containsOnlyOnce("'liveblocks-auth' of /spring is ready at /spring" + AUTH)
          .doesNotContain("of /spring: the jar's own is not mounted");
    }
    Workspace.delete(work);
  }
}
