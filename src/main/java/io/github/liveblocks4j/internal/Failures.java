package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Turns what an exchange came to into our exceptions; the only place that does. */
final class Failures {

  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_BODY = 16_384;

  private final Json json;
  private final Clock clock;

  Failures(Json json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** The exception for an answer that is no success. */
  LiveblocksException of(ApiRequest request, TransportResponse answer) {
    int status = answer.status();
    if (status < 400) {
      return new LiveblocksProtocolException(
          "%s was answered with status %d, which Liveblocks does not use: check the base URL, and proxies on the way; redirects are not followed"
              .formatted(request.label(), status),
          null);
    }
    JsonObject error = errorObject(answer);
    String message = member(error, "message", MAX_MESSAGE);
    return new LiveblocksApiException(
        request.label(),
        status,
        member(error, "error", 200),
        message != null ? message : member(error, "reason", MAX_MESSAGE),
        member(error, "suggestion", MAX_MESSAGE),
        member(error, "docs", MAX_MESSAGE),
        Masking.text(answer.text(), MAX_BODY),
        answer.retryAfter().flatMap(this::retryAfter).orElse(null));
  }

  /** The exception for an exchange that brought no answer. */
  static LiveblocksException of(ApiRequest request, Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    if (failure instanceof LiveblocksException known) {
      return known;
    }
    if (failure instanceof HttpTransport.TooLargeException) {
      return new LiveblocksProtocolException(
          request.label() + ": " + failure.getMessage() + "; check the base URL", failure);
    }
    if (failure instanceof SocketTimeoutException && wasSent(failure)) {
      return new LiveblocksTimeoutException(request.label() + " was not answered in time", failure);
    }
    if (failure instanceof HttpTransport.NoConnectionException) {
      return new LiveblocksTimeoutException(
          request.label() + " found no free connection in time", failure);
    }
    return new LiveblocksUnavailableException(
        "%s: no answer from Liveblocks (%s)".formatted(request.label(), describe(failure)),
        failure,
        null);
  }

  /** What went wrong, without the wrapper that futures put around it. */
  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  /** Whether the request may have reached Liveblocks, as far as anybody can tell. */
  static boolean wasSent(@Nullable Throwable failure) {
    return !(failure instanceof ConnectException
        || failure instanceof HttpTransport.NoConnectionException
        || failure instanceof UnknownHostException
        || failure instanceof NoRouteToHostException);
  }

  private static String describe(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : Masking.line(message, MAX_MESSAGE);
  }

  private @Nullable JsonObject errorObject(TransportResponse answer) {
    try {
      return json.readObject(answer.text());
    } catch (JsonException e) {
      return null; // A proxy's HTML page; the status says enough.
    }
  }

  private static @Nullable String member(@Nullable JsonObject object, String name, int maxLength) {
    JsonValue value = object == null ? null : object.get(name);
    return value instanceof JsonString string ? Masking.line(string.getString(), maxLength) : null;
  }

  /** Retry-After is seconds or a date (RFC 9110, 10.2.3). */
  private Optional<Duration> retryAfter(String header) {
    try {
      return Optional.of(Duration.ofSeconds(Math.max(0, Integer.parseInt(header.strip()))));
    } catch (NumberFormatException notSeconds) {
      try {
        Duration wait =
            Duration.between(
                clock.instant(),
                ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeException notADate) {
        return Optional.empty();
      }
    }
  }
}
