package io.github.liveblocks4j.chaos;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one caller of the endpoint got, and when. */
record Reply(String user, int status, String body, Optional<String> retryAfter, Duration after) {

  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");
  private static final Pattern TOKEN =
      Pattern.compile("\\{\"token\":\"[\\w-]+\\.([\\w-]+)\\.[\\w-]*\"}");

  static Reply of(String user, HttpResponse<String> response, Duration after) {
    return new Reply(
        user,
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Retry-After"),
        after);
  }

  /** Returns the code of a failure; empty for a token. */
  String code() {
    Matcher matcher = CODE.matcher(body);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Returns whether this is a token for the one who asked, and for nobody else. */
  boolean isOwnToken() {
    Matcher matcher = TOKEN.matcher(body);
    return status == 200
        && matcher.matches()
        && new String(Base64.getUrlDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8)
            .equals("{\"uid\":\"" + user + "\"}");
  }

  boolean hasRetryAfter() {
    return retryAfter.isPresent() && retryAfter.get().matches("[1-9]|[1-5][0-9]|60");
  }

  @Override
  public String toString() {
    return "%s: %d %s after %d ms"
        .formatted(user, status, code().isEmpty() ? body : code(), after.toMillis());
  }
}
