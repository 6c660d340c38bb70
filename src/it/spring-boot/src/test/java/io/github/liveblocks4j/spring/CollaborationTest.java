package io.github.liveblocks4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The application as a whole, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CollaborationTest {

  private final FakeLiveblocks fake = FakeLiveblocks.start();
  private final ServletWebServerApplicationContext application;

  CollaborationTest(Class<?> server) {
    application =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                new Class<?>[] {Application.class, server},
                new String[] {
                  "--server.port=0",
                  "--server.address=127.0.0.1",
                  "--liveblocks.secret-key=" + fake.secretKey(),
                  "--liveblocks.base-url=" + fake.baseUrl(),
                  "--spring.security.user.name=alice",
                  "--spring.security.user.password=secret",
                  "--spring.security.user.roles=DESIGNER"
                });
  }

  @AfterAll
  void stop() {
    application.close();
    fake.close();
  }

  private HttpResponse<String> post(String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + application.getWebServer().getPort()
                        + "/api/liveblocks-auth"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"room\":\"plans\"}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static final String ALICE =
      "Basic "
          + Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));

  @Test
  void endpointWhenSpringSecurityKnowsTheUserThenTheTokenIsTheirs() throws Exception {
    fake.next(Failure.delay(Duration.ofMillis(500))); // So that it responds asynchronously.

    HttpResponse<String> response = post("Authorization", ALICE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("{\"token\":");
    assertThat(fake.requests().get(fake.requests().size() - 1).body())
        .isEqualTo(
            "{\"userId\":\"alice\",\"groupIds\":[\"ROLE_DESIGNER\"],\"userInfo\":{\"name\":\"alice\"}}");
  }

  @Test
  void endpointWhenDeniedThenRespondsItself() throws Exception {
    assertThat(post().statusCode()).isEqualTo(401);
    assertThat(post().body()).contains("\"unauthenticated\"");
    assertThat(post("Origin", "https://evil.example").statusCode()).isEqualTo(403);
  }
}
