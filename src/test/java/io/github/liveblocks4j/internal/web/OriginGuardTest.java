package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginGuardTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestApp closed = start("");
  private final TestApp open = start("https://App.example.com:443, http://localhost:3000");

  private TestApp start(String allowedOrigins) {
    return TestApp.with(
        new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice")),
        Map.of(
            "secretKey", fake.secretKey(),
            "baseUrl", fake.baseUrl().toString(),
            "allowedOrigins", allowedOrigins));
  }

  @BeforeAll
  void bothRespond() {
    assertThat(status(closed)).isEqualTo(200);
    assertThat(status(open)).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    closed.close();
    open.close();
  }

  private static int status(TestApp app, String... headers) {
    return app.post("{}", headers).statusCode();
  }

  @Test
  void checkWhenTheBrowserSaysSameOriginThenLetsIn() {
    // Behind a proxy the Host header may name something else; the browser knows better.
    assertThat(status(closed, "Sec-Fetch-Site", "same-origin", "Origin", "https://public.example"))
        .isEqualTo(200);
    assertThat(status(closed, "Sec-Fetch-Site", "none")).isEqualTo(200);
  }

  @Test
  void checkWhenTheBrowserSaysAnythingElseThenRefuses() {
    assertThat(status(closed, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(status(closed, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(status(closed, "Sec-Fetch-Site", "same-origin, none")).isEqualTo(403);
    assertThat(
            status(
                closed,
                "Sec-Fetch-Site",
                "cross-site",
                "Origin",
                "http://127.0.0.1:" + closed.port()))
        .isEqualTo(403);
  }

  @Test
  void checkWhenOnlyOriginIsThereThenItMustNameTheHost() {
    assertThat(status(closed, "Origin", "http://127.0.0.1:" + closed.port())).isEqualTo(200);
    // TLS ends at a proxy.
    assertThat(status(closed, "Origin", "https://127.0.0.1:" + closed.port())).isEqualTo(200);
    assertThat(status(closed, "Origin", "http://127.0.0.1:1")).isEqualTo(403);
    assertThat(status(closed, "Origin", "http://127.0.0.1")).isEqualTo(403);
    assertThat(status(closed, "Origin", "null")).isEqualTo(403);
    assertThat(status(closed, "Origin", "http://127.0.0.1:" + closed.port() + ".evil.example"))
        .isEqualTo(403);
  }

  @Test
  void checkWhenAProxyNamesThePublicHostThenItCounts() {
    assertThat(
            status(
                closed,
                "Origin",
                "https://app.example.com",
                "X-Forwarded-Host",
                "App.Example.com:443, inner"))
        .isEqualTo(200);
    assertThat(
            status(closed, "Origin", "https://evil.example", "X-Forwarded-Host", "app.example.com"))
        .isEqualTo(403);
  }

  @Test
  void checkWhenTheOriginIsAllowedThenAnswersWithCorsHeaders() {
    HttpResponse<String> response =
        open.post("{}", "Origin", "https://app.example.com", "Sec-Fetch-Site", "cross-site");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://app.example.com");
    assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).hasValue("true");
    assertThat(response.headers().firstValue("Vary")).hasValue("Origin");
  }

  @Test
  void checkWhenTheOriginIsAllowedThenErrorsCanBeReadToo() {
    HttpResponse<String> response = open.post("[]", "Origin", "http://localhost:3000");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("http://localhost:3000");
  }

  @Test
  void checkWhenTheOriginIsNotAllowedThenThereAreNoCorsHeaders() {
    HttpResponse<String> response =
        open.post("{}", "Origin", "https://app.example.com.evil.example");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
  }

  private static HttpResponse<String> preflight(TestApp app, String origin, String headers) {
    return app.send(
        app.request(
                TestApp.PATH,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                headers)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void preflightWhenTheOriginIsAllowedThenSaysWhatMayBeSent() {
    HttpResponse<String> response =
        preflight(open, "https://app.example.com", "content-type, x-csrf-token");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://app.example.com");
    assertThat(response.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
    assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue("content-type, x-csrf-token");
    assertThat(response.headers().firstValue("Vary")).hasValue("Origin");
  }

  @Test
  void preflightWhenTheOriginIsNotAllowedThenRefuses() {
    assertThat(preflight(open, "https://evil.example", "content-type").statusCode()).isEqualTo(403);
    assertThat(preflight(closed, "https://app.example.com", "content-type").statusCode())
        .isEqualTo(403);
  }

  @Test
  void checkWhenThePortIsTheDefaultOfAnotherSchemeThenItIsAnotherOrigin() {
    String host = "app.example.com";
    assertThat(status(closed, "Origin", "https://" + host + ":443", "X-Forwarded-Host", host))
        .isEqualTo(200);
    assertThat(status(closed, "Origin", "https://" + host + ":80", "X-Forwarded-Host", host))
        .isEqualTo(403);
    assertThat(status(closed, "Origin", "http://" + host + ":443", "X-Forwarded-Host", host))
        .isEqualTo(403);
  }

  @Test
  void preflightWhenTheHeaderListIsOddThenItIsNotEchoed() {
    HttpResponse<String> response = preflight(open, "https://app.example.com", "a;b=\"c\"");

    assertThat(response.headers().firstValue("Access-Control-Allow-Headers")).isEmpty();
  }
}
