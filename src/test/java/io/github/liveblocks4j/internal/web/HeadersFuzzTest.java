package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.support.FuzzInput;
import io.github.liveblocks4j.support.Secrets;
import io.github.liveblocks4j.testing.AuthRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Fuzzes the headers that decide whether a request is heard at all. */
class HeadersFuzzTest {

  private static final String ALLOWED = "https://app.example.com";
  private static final OriginGuard GUARD = new OriginGuard(Set.of(ALLOWED), new LogThrottle());

  @FuzzTest
  void check(byte[] bytes) {
    Map<String, String> headers = FuzzInput.latin1(bytes).headers();
    AuthRequests.Builder builder = AuthRequests.withoutRoom();
    headers.forEach(builder::header);
    HttpServletRequest request = builder.build().http();

    if (JsonEndpoint.isJson(request)) {
      String type = headers.getOrDefault("content-type", "");
      assertThat(type.strip().toLowerCase(Locale.ROOT)).startsWith("application/json");
      assertThat(type.toLowerCase(Locale.ROOT)).matches("[^=]*+(=\\s*+\"?+utf-8\"?+[^=]*+)*+");
      assertThat(headers.getOrDefault("content-encoding", "identity"))
          .isEqualToIgnoringCase("identity");
    }
    checkOrigin(headers, request);
    checkPreflight(headers, request);
    checkSetting(headers.getOrDefault("origin", ""));
  }

  private void checkOrigin(Map<String, String> headers, HttpServletRequest request) {
    Map<String, String> sent = SentHeaders.of(response -> GUARD.check(request, response));
    String rejected = sent.get("rejected");
    assertThat(rejected).isIn(null, "origin_not_allowed");
    boolean accepted = rejected == null;
    String origin = headers.get("origin");
    boolean allowed = ALLOWED.equals(origin);
    assertThat(sent.get("Access-Control-Allow-Origin")).isEqualTo(allowed ? ALLOWED : null);
    assertThat(sent.containsKey("Access-Control-Allow-Credentials")).isEqualTo(allowed);
    String site = headers.get("sec-fetch-site");
    if (accepted && !allowed) {
      if (site != null) {
        assertThat(site).isIn("same-origin", "none");
      } else if (origin != null) {
        assertThat(hosts(headers, request)).anyMatch(host -> isOn(origin, host));
      }
    }
    if (allowed || List.of("same-origin", "none").contains(String.valueOf(site))) {
      assertThat(accepted).isTrue();
    }
  }

  private static List<String> hosts(Map<String, String> headers, HttpServletRequest request) {
    List<String> hosts =
        new ArrayList<>(List.of(request.getServerName() + ":" + request.getServerPort()));
    headers.forEach(
        (name, value) -> {
          if (List.of("host", "x-forwarded-host").contains(name)) {
            hosts.add(value.split(",", 2)[0].strip());
          } else if (name.equals("forwarded")) {
            hosts.add(value.replaceFirst("(?is).*?host=\"*([^;,\"]*).*", "$1").strip());
          }
        });
    String port = headers.get("x-forwarded-port");
    return port == null
        ? hosts
        : hosts.stream()
            .flatMap(host -> Stream.of(host, host + ":" + port.split(",", 2)[0].strip()))
            .toList();
  }

  /** Whether an origin names a host, whatever its scheme; the default ports do not count. */
  private static boolean isOn(String origin, String host) {
    String authority = origin.substring(origin.indexOf("://") + 3);
    return withoutPort(authority).equalsIgnoreCase(withoutPort(host));
  }

  private static String withoutPort(String authority) {
    return authority.replaceFirst(":(80|443)$", "");
  }

  private void checkPreflight(Map<String, String> headers, HttpServletRequest request) {
    Map<String, String> sent = SentHeaders.of(response -> GUARD.preflight(request, response));
    if (sent.containsKey("rejected")) {
      assertThat(sent).doesNotContainKeys("Access-Control-Allow-Methods", "Access-Control-Max-Age");
      return;
    }
    String echoed = sent.get("Access-Control-Allow-Headers");
    if (echoed != null) {
      assertThat(echoed)
          .isEqualTo(headers.get("access-control-request-headers"))
          .hasSizeBetween(1, 1_000)
          .matches("[\\x20-\\x7e]+");
    }
  }

  private static void checkSetting(String text) {
    try {
      String canonical = SettingText.origin(text);
      assertThat(SettingText.origin(canonical)).isEqualTo(canonical);
      assertThat(canonical).matches("[a-z][a-z0-9+.-]*://[A-Za-z0-9._:\\[\\]-]+");
    } catch (IllegalArgumentException e) {
      Secrets.assertSafe(e, 400);
    }
  }
}
