package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "allowedOrigins", allowedOrigins),
        context -> {
          FilterHolder valve = new FilterHolder((Filter) OriginGuardTest::publicName);
          valve.setAsyncSupported(true);
          context.addFilter(valve, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
  }

  /** As Spring's ForwardedHeaderFilter and Tomcat's RemoteIpValve change a request. */
  private static void publicName(ServletRequest request, ServletResponse response, FilterChain next)
      throws IOException, ServletException {
    String[] host =
        String.valueOf(((HttpServletRequest) request).getHeader("Valve")).split(":", -1);
    next.doFilter(
        host.length < 2
            ? request
            : new HttpServletRequestWrapper((HttpServletRequest) request) {
              @Override
              public String getServerName() {
                return host[0];
              }

              @Override
              public int getServerPort() {
                return Integer.parseInt(host[1]);
              }
            },
        response);
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

  /** HERE stands for the host and port that are asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The browser's own word goes before all others: behind a proxy the host has another name.
        "same-origin | https://public.example | | 200",
        "none | | | 200",
        "cross-site | | | 403",
        "same-site | | | 403",
        "same-origin, none | | | 403",
        "cross-site | http://HERE | | 403",
        // Else the origin has to name the host; TLS can end at a proxy.
        " | http://HERE | | 200",
        " | https://HERE | | 200",
        " | http://127.0.0.1:1 | | 403",
        " | http://127.0.0.1 | | 403",
        " | null | | 403",
        " | http://HERE.evil.example | | 403",
        " | https://app.example.com | App.Example.com:443, inner | 200",
        " | https://evil.example | app.example.com | 403",
        " | https://app.example.com:443 | app.example.com | 200",
        " | https://app.example.com:80 | app.example.com | 403",
        " | http://app.example.com:443 | app.example.com | 403",
        " | capacitor://app.example.com | app.example.com | 403"
      })
  void checkWhenNoOriginIsAllowedThenOnlyOwnPagesMayCall(
      @Nullable String site, @Nullable String origin, @Nullable String forwarded, int status) {
    List<String> headers = new ArrayList<>();
    add(headers, "Sec-Fetch-Site", site);
    add(headers, "Origin", origin);
    add(headers, "X-Forwarded-Host", forwarded);

    assertThat(status(closed, headers.toArray(new String[0]))).isEqualTo(status);
  }

  /** The page is at port 8443 of a proxy, and the browser sends no Sec-Fetch-Site. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Valve | app.example.com:8443 | 200",
        "Valve | app.example.com:8444 | 403",
        "Forwarded | for=192.0.2.1;host=\"App.example.com:8443\";proto=https, host=inner | 200",
        "Forwarded | for=192.0.2.1, for=inner; Host=app.example.com:8443 | 403",
        "X-Forwarded-Host | app.example.com:8443 | 200",
        // The host of nginx's $host has no port.
        "X-Forwarded-Host | app.example.com | 403",
        "X-Forwarded-Port | 8443 | 403"
      })
  void checkWhenAProxyNamesTheHostThenItIsTheRequestedOne(String name, String value, int status) {
    assertThat(status(closed, "Origin", "https://app.example.com:8443", name, value))
        .isEqualTo(status);
  }

  @Test
  void checkWhenTheHostHasNoPortThenTheForwardedOneCounts() {
    String origin = "https://app.example.com:8443";
    for (String host : List.of("X-Forwarded-Host", "Forwarded")) {
      String value = host.equals("Forwarded") ? "host=app.example.com" : "app.example.com";
      assertThat(status(closed, "Origin", origin, host, value, "X-Forwarded-Port", "8443"))
          .isEqualTo(200);
      assertThat(status(closed, "Origin", origin, host, value, "X-Forwarded-Port", "443"))
          .isEqualTo(403);
    }
  }

  @Test
  void checkWhenTheOriginIsNotTheHostThenWarnsOnceWithBoth() {
    try (CapturedLog log = new CapturedLog();
        TestApp app = start("")) {
      for (int i = 0; i < 3; i++) {
        status(app, "Origin", "https://sk_dev_topsecret.app.example.com:8443");
        status(app, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site");
      }
      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains(
              "its origin 'https://sk_***.app.example.com:8443' is not the requested host"
                  + " '127.0.0.1:"
                  + app.port()
                  + "'",
              "$http_host");
    }
  }

  private void add(List<String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name);
      headers.add(value.replace("HERE", "127.0.0.1:" + closed.port()));
    }
  }

  @Test
  void checkWhenTheOriginIsAllowedThenRespondsWithCorsHeaders() {
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
  void preflightWhenTheOriginIsNotAllowedThenRejects() {
    assertThat(preflight(open, "https://evil.example", "content-type").statusCode()).isEqualTo(403);
    assertThat(preflight(closed, "https://app.example.com", "content-type").statusCode())
        .isEqualTo(403);
  }
}
