package io.github.liveblocks4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Liveblocks answered with an error. Carries everything the answer said: status, code, message,
 * suggestion, documentation link and the body as it came (secrets masked).
 */
public final class LiveblocksApiException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /** The HTTP status. */
  private final int status;

  /** The member {@code error}. */
  private final @Nullable String code;

  /** The member {@code message}. */
  private final @Nullable String apiMessage;

  /** The member {@code suggestion}. */
  private final @Nullable String suggestion;

  /** The member {@code docs}. */
  private final @Nullable String docs;

  /** The whole answer, masked. */
  private final String body;

  /** The header {@code Retry-After}. */
  private final @Nullable Duration retryAfter;

  /**
   * Creates the exception from the members of an error answer. Applications receive this exception;
   * they need to create it only in tests.
   *
   * @param call the call that failed, for example {@code POST /v2/identify-user}
   * @param status the HTTP status of the answer
   * @param code the answer's {@code error} member
   * @param apiMessage the answer's {@code message} member
   * @param suggestion the answer's {@code suggestion} member
   * @param docs the answer's {@code docs} member
   * @param body the whole answer, masked and bounded
   * @param retryAfter the answer's {@code Retry-After} header
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
    super(describe(call, status, code, apiMessage, suggestion, docs), null);
    this.status = status;
    this.code = code;
    this.apiMessage = apiMessage;
    this.suggestion = suggestion;
    this.docs = docs;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  private static String describe(
      String call,
      int status,
      @Nullable String code,
      @Nullable String apiMessage,
      @Nullable String suggestion,
      @Nullable String docs) {
    StringBuilder text = new StringBuilder("Liveblocks answered ").append(status);
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
   * The HTTP status.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }

  /**
   * Liveblocks' own error code, for example {@code ROOM_NOT_FOUND}.
   *
   * @return the answer's {@code error} member
   */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /**
   * What Liveblocks says went wrong.
   *
   * @return the answer's {@code message} (or {@code reason}) member
   */
  public Optional<String> apiMessage() {
    return Optional.ofNullable(apiMessage);
  }

  /**
   * What Liveblocks suggests to do about it.
   *
   * @return the answer's {@code suggestion} member
   */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }

  /**
   * Where to read on.
   *
   * @return the answer's {@code docs} member, a URL
   */
  public Optional<String> docs() {
    return Optional.ofNullable(docs);
  }

  /**
   * The whole answer, so that nothing Liveblocks wrote is lost. Keys and tokens in it are masked.
   *
   * @return the body, at most 16,384 characters of it; empty when there was none
   */
  public String body() {
    return body;
  }

  @Override
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** True for 408, 429 and every 5xx but 501. */
  @Override
  public boolean isTransient() {
    return status == 408 || status == 429 || (status >= 500 && status != 501);
  }
}
