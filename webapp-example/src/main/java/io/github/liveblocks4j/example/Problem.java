package io.github.liveblocks4j.example;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Why a request is not done, as the browser may know it. */
final class Problem extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Problem(int status, String code, String reason) {
    super(reason);
    this.status = status;
    this.code = code;
  }

  static Problem invalid(String reason) {
    return new Problem(400, "invalid_request", reason);
  }

  void write(HttpServletResponse response) throws IOException {
    JsonResponse.problem(response, status, code, getMessage());
  }
}
