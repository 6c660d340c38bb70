package io.github.liveblocks4j.example;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes JSON that no cache may keep: it says who is signed in. */
final class JsonResponse {

  private JsonResponse() {}

  static void write(HttpServletResponse response, JsonValue json) throws IOException {
    write(response, 200, json);
  }

  /** A failure, with the same members as those of the auth endpoint. */
  static void problem(HttpServletResponse response, int status, String code, String reason)
      throws IOException {
    write(
        response,
        status,
        Json.createObjectBuilder().add("code", code).add("reason", reason).build());
  }

  private static void write(HttpServletResponse response, int status, JsonValue json)
      throws IOException {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
