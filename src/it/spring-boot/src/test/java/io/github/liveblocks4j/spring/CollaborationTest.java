package io.github.liveblocks4j.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The application as a whole, over HTTP. */
class CollaborationTest {

  private static final String ALICE =
      "Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes(UTF_8));

  private static ServletWebServerApplicationContext start(Class<?> server, FakeLiveblocks fake) {
    return (ServletWebServerApplicationContext)
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

  private static HttpResponse<String> post(
      ServletWebServerApplicationContext application, String... headers) throws Exception {
    int port = application.getWebServer().getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/liveblocks-auth"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"room\":\"plans\"}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(classes = {TomcatServletWebServerFactory.class, JettyServletWebServerFactory.class})
  void endpointWhenInSpringBootThenItsUsersGetTokens(Class<?> server) throws Exception {
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletWebServerApplicationContext application = start(server, fake)) {
      assertThat(post(application).statusCode()).isEqualTo(401);
      assertThat(post(application).body()).contains("\"unauthenticated\"");
      assertThat(post(application, "Origin", "https://evil.example").statusCode()).isEqualTo(403);

      fake.next(Failure.delay(Duration.ofMillis(500))); // So that it responds asynchronously.
      HttpResponse<String> response = post(application, "Authorization", ALICE);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).startsWith("{\"token\":");
      assertThat(fake.requests())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.body())
                      .isEqualTo(
                          "{\"userId\":\"alice\",\"groupIds\":[\"ROLE_DESIGNER\"],\"userInfo\":{\"name\":\"alice\"}}"));
    }
  }
}
