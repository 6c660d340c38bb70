package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.AuthRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginGuardTest {

  private static final String HERE = "127.0.0.1:8080";
  private static final String APP = "https://app.example.com";

  private final OriginGuard closed = guard(Set.of());
  private final OriginGuard open = guard(Set.of(APP, "http://localhost:3000"));

  private static OriginGuard guard(Set<String> allowed) {
    return new OriginGuard(allowed, new LogThrottle());
  }

  /** Headers are name, value, name, value; those without a value are left out. */
  private static HttpServletRequest request(@Nullable String... headers) {
    AuthRequests.Builder builder = AuthRequests.withoutRoom().header("Host", HERE);
    for (int i = 0; i < headers.length; i += 2) {
      String value = headers[i + 1];
      if (value != null) {
        builder.header(String.valueOf(headers[i]), value.replace("HERE", HERE));
      }
    }
    HttpServletRequest request = builder.build().http();
    String valve = request.getHeader("Valve");
    return valve == null ? request : publicName(request, valve.split(":", -1));
  }

  /** As Spring's ForwardedHeaderFilter and Tomcat's RemoteIpValve change a request. */
  private static HttpServletRequest publicName(HttpServletRequest request, String[] host) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public String getServerName() {
        return host[0];
      }

      @Override
      public int getServerPort() {
        return Integer.parseInt(host[1]);
      }
    };
  }

  private static boolean accepts(OriginGuard guard, @Nullable String... headers) {
    String code =
        SentHeaders.of(response -> guard.check(request(headers), response)).get("rejected");
    assertThat(code).isIn(null, "origin_not_allowed");
    return code == null;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The browser's own word goes before all others: behind a proxy the host has another name.
        "same-origin | https://public.example | | true",
        "none | | | true",
        " | | | true",
        "cross-site | | | false",
        "same-site | | | false",
        "same-origin, none | | | false",
        "cross-site | http://HERE | | false",
        // Else the origin has to name the host; TLS can end at a proxy.
        " | http://HERE | | true",
        " | https://HERE | | true",
        " | http://127.0.0.1:1 | | false",
        " | http://127.0.0.1 | | false",
        " | null | | false",
        " | http://HERE.evil.example | | false",
        " | https://app.example.com | App.Example.com:443, inner | true",
        " | https://evil.example | app.example.com | false",
        " | https://app.example.com:443 | app.example.com | false",
        " | capacitor://app.example.com | app.example.com | false"
      })
  void checkWhenNoOriginIsAllowedThenOnlyOwnPagesMayCall(
      @Nullable String site,
      @Nullable String origin,
      @Nullable String forwarded,
      boolean accepted) {
    assertThat(
            accepts(
                closed, "Sec-Fetch-Site", site, "Origin", origin, "X-Forwarded-Host", forwarded))
        .isEqualTo(accepted);
  }

  /** The page is at port 8443 of a proxy, and the browser sends no Sec-Fetch-Site. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Valve | app.example.com:8443 | | true",
        "Valve | app.example.com:8444 | | false",
        "Forwarded | for=192.0.2.1;host=\"App.example.com:8443\";proto=https, host=inner | | true",
        "Forwarded | for=192.0.2.1, for=inner; Host=app.example.com:8443 | | false",
        "Forwarded | host=app.example.com | 8443 | true",
        "Forwarded | host=app.example.com | 443 | false",
        "X-Forwarded-Host | app.example.com:8443 | | true",
        "X-Forwarded-Host | app.example.com | 8443 | true",
        "X-Forwarded-Host | app.example.com | 443 | false",
        // The host of nginx's $host has no port.
        "X-Forwarded-Host | app.example.com | | false",
        "X-Forwarded-Host | | 8443 | false"
      })
  void checkWhenAProxyNamesTheHostThenItIsTheRequestedOne(
      String name, @Nullable String value, @Nullable String port, boolean accepted) {
    assertThat(accepts(closed, "Origin", APP + ":8443", name, value, "X-Forwarded-Port", port))
        .isEqualTo(accepted);
  }

  @Test
  void checkWhenTheOriginIsNotTheHostThenWarnsOnceWithBoth() {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 3; i++) {
        accepts(closed, "Origin", "https://sk_dev_topsecret.app.example.com:8443");
        accepts(closed, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site");
      }
      assertThat(log.only(Level.WARNING))
          .contains(
              "its origin 'https://sk_***.app.example.com:8443' is not the requested host '" + HERE,
              "$http_host");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://app.example.com | cross-site | https://app.example.com",
        "http://localhost:3000 | | http://localhost:3000",
        "https://app.example.com.evil.example | | ",
        " | same-origin | "
      })
  void checkWhenOriginsAreAllowedThenTheyAloneGetCorsHeaders(
      @Nullable String origin, @Nullable String site, @Nullable String allowed) {
    HttpServletRequest request = request("Origin", origin, "Sec-Fetch-Site", site);

    Map<String, String> sent = SentHeaders.of(response -> open.check(request, response));

    assertThat(sent).containsEntry("Vary", "Origin");
    assertThat(sent.get("Access-Control-Allow-Origin")).isEqualTo(allowed);
    assertThat(sent.get("Access-Control-Allow-Credentials"))
        .isEqualTo(allowed == null ? null : "true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"content-type, x-csrf-token | true", "a;b=\"c\" | false"})
  void preflightWhenTheHeaderListIsOddThenItIsNotEchoed(String headers, boolean echoed) {
    HttpServletRequest request = request("Origin", APP, "Access-Control-Request-Headers", headers);

    assertThat(SentHeaders.of(response -> open.preflight(request, response)))
        .containsEntry("Access-Control-Allow-Origin", APP)
        .containsEntry("Access-Control-Allow-Methods", "POST")
        .extractingByKey("Access-Control-Allow-Headers")
        .isEqualTo(echoed ? headers : null);
    assertThat(SentHeaders.of(response -> closed.preflight(request, response)))
        .containsOnlyKeys("rejected");
  }

  /** Also its errors can be read by a page of an allowed origin. */
  @Test
  void endpointWhenAnOriginIsAllowedThenPreflightsAndErrorsAreForItAlone() {
    Map<String, String> params =
        Map.of(
            "secretKey",
            SettingsFixture.KEY,
            "allowedOrigins",
            "https://App.example.com:443, http://localhost:3000");
    LiveblocksAuthServlet servlet =
        new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice"));
    try (TestApp app = TestApp.with(servlet, params)) {
      for (String origin : List.of(APP, "https://evil.example")) {
        HttpResponse<String> error = app.post("[]", "Origin", origin);
        HttpResponse<String> preflight = app.preflight("Origin", origin);
        boolean allowed = origin.equals(APP);
        assertThat(error.statusCode()).isEqualTo(allowed ? 400 : 403);
        assertThat(error.headers().map())
            .containsEntry("cache-control", List.of("no-store"))
            .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(preflight.statusCode()).isEqualTo(allowed ? 204 : 403);
        for (HttpResponse<String> each : List.of(error, preflight)) {
          assertThat(each.headers().map().keySet())
              .filteredOn(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
              .hasSize(!allowed ? 0 : each == error ? 2 : 4);
        }
      }
    }
  }
}
