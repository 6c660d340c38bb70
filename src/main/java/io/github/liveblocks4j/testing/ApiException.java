package io.github.liveblocks4j.testing;

/** The API rejects a call, with a status and a JSON body. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Response response;

  private ApiException(Response response) {
    super("status " + response.status());
    this.response = response;
  }

  /** An error with a code of its own, for example {@code ROOM_NOT_FOUND}. */
  static ApiException of(int status, String error, String message) {
    return new ApiException(Response.error(status, error, message));
  }

  static ApiException of(int status, String message) {
    return new ApiException(Response.error(status, message));
  }

  /** 422: the official development server names the faulty field in {@code reason}. */
  static ApiException invalid(String reason) {
    return new ApiException(
        Response.json(
            422, Json.object().add("error", "Unprocessable Entity").add("reason", reason).build()));
  }

  Response response() {
    return response;
  }
}
