package io.github.liveblocks4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that Liveblocks responded with an error. Carries everything the response says: status,
 * code, message, suggestion, documentation link and the body as it came (secrets masked).
 *
 * <p>A client error (4xx) is one of Liveblocks only when its body is Liveblocks' JSON error, an
 * object with the string {@code error}; an error page of a proxy or gateway is a {@link
 * LiveblocksProtocolException} instead. The statuses of transient failures (408, 429, 5xx) are
 * taken at their word, whoever sends them; {@link #code()} is empty when the body is something
 * else.
 */
public final class LiveblocksApiException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String code;
  private final @Nullable String apiMessage;
  private final @Nullable String suggestion;
  private final @Nullable String docs;
  private final String body;

  /**
   * Creates the exception from the members of an error response. Applications receive this
   * exception; they need to create it only in tests.
   *
   * @param call the call that failed, for example {@code POST /v2/identify-user}
   * @param status the HTTP status of the response
   * @param code the response's {@code error} member
   * @param apiMessage the response's {@code message} member
   * @param suggestion the response's {@code suggestion} member
   * @param docs the response's {@code docs} member
   * @param body the response body, masked and bounded
   * @param retryAfter the response's {@code Retry-After} header
   */
  public LiveblocksApiException(
      String call,
      int status,
      @Nullable String code,
      @Nullable String apiMessage,
      @Nullable String suggestion,
      @Nullable String docs,
      String body,
      @Nullable Duration retryAfter) {
    super(describe(call, status, code, apiMessage, suggestion, docs), null, retryAfter);
    this.status = status;
    this.code = code;
    this.apiMessage = apiMessage;
    this.suggestion = suggestion;
    this.docs = docs;
    this.body = body;
  }

  private static String describe(
      String call,
      int status,
      @Nullable String code,
      @Nullable String apiMessage,
      @Nullable String suggestion,
      @Nullable String docs) {
    StringBuilder text = new StringBuilder("Liveblocks responded ").append(status);
    if (code != null) {
      text.append(' ').append(code);
    }
    text.append(" to ").append(call);
    if (apiMessage != null) {
      text.append(": ").append(apiMessage);
    }
    if (suggestion != null) {
      text.append(" (suggestion: ").append(suggestion).append(')');
    }
    if (docs != null) {
      text.append(" (see ").append(docs).append(')');
    }
    return text.toString();
  }

  /**
   * Returns the HTTP status.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }

  /**
   * Returns Liveblocks' own error code, for example {@code ROOM_NOT_FOUND}.
   *
   * @return the response's {@code error} member
   */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /**
   * Returns what went wrong, in the words of Liveblocks.
   *
   * @return the response's {@code message} (or {@code reason}) member
   */
  public Optional<String> apiMessage() {
    return Optional.ofNullable(apiMessage);
  }

  /**
   * Returns what Liveblocks suggests to do about it.
   *
   * @return the response's {@code suggestion} member
   */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }

  /**
   * Returns where to read on.
   *
   * @return the response's {@code docs} member, a URL
   */
  public Optional<String> docs() {
    return Optional.ofNullable(docs);
  }

  /**
   * Returns the response body, with keys and tokens masked.
   *
   * @return the body, at most 16,384 characters of it; empty when there was none
   */
  public String body() {
    return body;
  }
}
