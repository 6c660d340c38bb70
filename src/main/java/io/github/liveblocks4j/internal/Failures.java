package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ContentTooLongException;
import org.jspecify.annotations.Nullable;

/** Makes every exception that a call can end with; nothing else does. */
record Failures(Json json, URI baseUrl, int maxConcurrentCalls, int maxWaiting) {

  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_BODY = 16_384;

  // Whoever asks for more asks for "not today"; and arithmetic on the result cannot overflow.
  private static final long MAX_RETRY_AFTER = Duration.ofDays(1).toSeconds();

  /**
   * Returns the exception for a response that is not successful.
   *
   * @param retryAfter the header {@code Retry-After}, if any
   */
  LiveblocksException of(ApiRequest request, int status, String body, @Nullable String retryAfter) {
    if (status < 400) {
      return invalid(request, status, "which Liveblocks does not use; redirects are not followed");
    }
    JsonObject error = errorObject(body);
    String code = member(error, "error", 200);
    if (code == null && status < 500 && !RetryPolicy.isTransient(status)) {
      return invalid(
          request, status, "but without the JSON error of Liveblocks; something else responded");
    }
    String message = member(error, "message", MAX_MESSAGE);
    return new LiveblocksApiException(
        request.toString(),
        status,
        code,
        message != null ? message : member(error, "reason", MAX_MESSAGE),
        member(error, "suggestion", MAX_MESSAGE),
        member(error, "docs", MAX_MESSAGE),
        Masking.text(body, MAX_BODY),
        retryAfter == null ? null : delay(retryAfter));
  }

  /** Returns the delay, 0 to a day; null when the header is anything but whole seconds. */
  static @Nullable Duration delay(String retryAfter) {
    try {
      long seconds = Long.parseLong(retryAfter.strip());
      return Duration.ofSeconds(Math.max(0, Math.min(seconds, MAX_RETRY_AFTER)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the exception for a response that is not one of Liveblocks; does not quote it. */
  LiveblocksProtocolException invalid(ApiRequest request, int status, String what) {
    return new LiveblocksProtocolException(
        "%s: response with status %s, %s. %s".formatted(request, status, what, advice()), null);
  }

  /** Returns the exception for a call that ended without a response, for whatever reason. */
  LiveblocksException of(ApiRequest request, @Nullable Throwable failure) {
    if (failure instanceof LiveblocksException known) {
      return known;
    }
    if (failure instanceof ContentTooLongException) {
      return new LiveblocksProtocolException(
          "%s: %s. %s".formatted(request, failure.getMessage(), advice()), failure);
    }
    return new LiveblocksUnavailableException(
        "%s: no response from Liveblocks (%s)".formatted(request, describe(failure)),
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .allMatch(Failures::quotesNothing)
            ? failure
            : null,
        null,
        // See Transport.send.
        !(failure instanceof ConnectException || failure instanceof UnknownHostException));
  }

  /** Returns the exception for a call whose deadline has passed. */
  LiveblocksTimeoutException timeout(
      ApiRequest request,
      Duration timeout,
      boolean sent,
      @Nullable LiveblocksException lastFailure) {
    long millis = timeout.toMillis();
    return new LiveblocksTimeoutException(
        sent
            ? "%s: no response from Liveblocks within %s ms".formatted(request, millis)
            : "%s was not sent within %s ms: %s other calls were in flight (maxConcurrentCalls)"
                .formatted(request, millis, maxConcurrentCalls),
        lastFailure);
  }

  LiveblocksUnavailableException breakerOpen(ApiRequest request) {
    return notSent(
        request,
        "the circuit breaker is open, since Liveblocks keeps failing",
        CircuitBreakers.OPEN);
  }

  LiveblocksUnavailableException queueFull(ApiRequest request) {
    return notSent(
        request,
        "%s calls are in flight (maxConcurrentCalls) and %s are waiting"
            .formatted(maxConcurrentCalls, maxWaiting),
        null);
  }

  private static LiveblocksUnavailableException notSent(
      ApiRequest request, String reason, @Nullable Duration retryAfter) {
    return new LiveblocksUnavailableException(
        "%s was not sent: %s".formatted(request, reason), null, retryAfter, false);
  }

  LiveblocksUnavailableException closed(ApiRequest request) {
    return new LiveblocksUnavailableException(
        request + ": this Liveblocks client is closed", null, null, true);
  }

  static LiveblocksUnavailableException interrupted(InterruptedException cause) {
    return new LiveblocksUnavailableException(
        "the thread was interrupted while waiting for Liveblocks", cause, null, true);
  }

  /**
   * Whether a failure comes from the JDK. An HTTP client's own can quote what it could not parse,
   * which may be the line with the token.
   */
  private static boolean quotesNothing(@Nullable Throwable failure) {
    return failure != null && failure.getClass().getName().startsWith("java");
  }

  private String describe(@Nullable Throwable failure) {
    if (failure == null || failure.getMessage() == null || !quotesNothing(failure)) {
      return failure == null ? "cancelled" : failure.getClass().getSimpleName();
    }
    String message = Masking.line(failure.getMessage(), MAX_MESSAGE);
    return failure instanceof UnknownHostException
        ? "the host name cannot be resolved: %s. %s".formatted(message, advice())
        : message;
  }

  private String advice() {
    return "Check the base URL (host %s), and proxies on the way".formatted(baseUrl.getHost());
  }

  private JsonObject errorObject(String body) {
    try {
      return json.readObject(body);
    } catch (RuntimeException e) {
      return JsonValue.EMPTY_JSON_OBJECT; // A proxy's HTML page, or worse; the status says enough.
    }
  }

  private static @Nullable String member(JsonObject object, String name, int maxLength) {
    return object.get(name) instanceof JsonString string
        ? Masking.line(string.getString(), maxLength)
        : null;
  }
}
