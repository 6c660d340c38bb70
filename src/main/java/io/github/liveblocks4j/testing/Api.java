package io.github.liveblocks4j.testing;

import java.util.Optional;

/** The API behind the secret key. Thread-safe as far as its routes are. */
final class Api {

  private static final String SCHEME = "Bearer ";

  private final String authorization;
  private final Router router;

  Api(String secretKey, Router router) {
    this.authorization = SCHEME + secretKey;
    this.router = router;
  }

  /** Never throws: a fault of the fake itself becomes an answer with status 500 that says so. */
  HttpResponse answer(HttpRequest request) {
    Optional<String> given = request.header("Authorization");
    if (given.isEmpty() || !given.get().startsWith(SCHEME)) {
      return HttpResponse.error(401, "Unauthorized", "Missing secret key");
    }
    if (!given.get().equals(authorization)) {
      return HttpResponse.error(403, "Forbidden", "Invalid secret key");
    }
    try {
      return router.route(request);
    } catch (ApiException e) {
      return e.response();
    } catch (RuntimeException e) {
      return HttpResponse.error(500, "Internal Server Error", "The fake itself failed: " + e);
    }
  }
}
