package io.github.liveblocks4j.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** The API refuses a call, with a status and a JSON body. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient HttpResponse response;

  private ApiException(HttpResponse response) {
    super(response.body());
    this.response = response;
  }

  /** An error with a code of its own, for example {@code ROOM_NOT_FOUND}. */
  static ApiException of(int status, String error, String message) {
    return new ApiException(HttpResponse.error(status, error, message));
  }

  /** 422: the official development server names the faulty field in {@code reason}. */
  static ApiException invalid(String reason) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("error", HttpResponse.phrase(422));
    body.put("reason", reason);
    return new ApiException(HttpResponse.json(422, body));
  }

  HttpResponse response() {
    return response;
  }
}
