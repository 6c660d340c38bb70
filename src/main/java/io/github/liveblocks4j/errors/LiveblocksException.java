package io.github.liveblocks4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to Liveblocks did not succeed. The four kinds say why; a {@code switch} or {@code catch}
 * over them is complete.
 *
 * <p>Messages are written for the developer of the back end. They never contain the secret key or a
 * token.
 */
public abstract sealed class LiveblocksException extends RuntimeException
    permits LiveblocksApiException,
        LiveblocksUnavailableException,
        LiveblocksTimeoutException,
        LiveblocksProtocolException {

  private static final long serialVersionUID = 1L;

  LiveblocksException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether the same call may succeed later without any change on our side.
   *
   * @return true for passing trouble, false where somebody has to mend something
   */
  public abstract boolean isTransient();

  /**
   * How long to wait before the next try, where that is known.
   *
   * @return the wait that Liveblocks asked for or that the circuit breaker imposes; empty when
   *     nobody said
   */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }
}
