package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;

/** What every response of an endpoint is, on every server. */
final class Responses {

  private Responses() {}

  static void assertToken(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertHeaders(response);
    assertThat(json(response.body()).keySet()).containsExactly("token");
  }

  static void assertError(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertHeaders(response);
    JsonObject body = json(response.body());
    assertThat(body.getString("code")).isEqualTo(code);
    assertThat(body.getString("error")).isEqualTo(status < 500 ? "forbidden" : "unavailable");
  }

  static void assertHeaders(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    // No session: any node of a cluster can respond. (Liberty's login sets a cookie of its own.)
    assertThat(response.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .containsIgnoringCase("application/json");
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
