package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.monitoring.CallEvent;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How often one call was sent, and where its time goes. Thread-safe. */
final class CallTrace {

  private enum Phase {
    OTHER,
    QUEUED,
    UPSTREAM
  }

  private final LongSupplier nanoClock;
  private final long began;

  // All guarded by this.
  private Phase phase = Phase.OTHER;
  private long since;
  private long queued;
  private long upstream;
  private int attempts;
  private int status;

  CallTrace(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.began = nanoClock.getAsLong();
    this.since = began;
  }

  long elapsed() {
    return nanoClock.getAsLong() - began;
  }

  synchronized void queued() {
    enter(Phase.QUEUED);
  }

  synchronized void sent() {
    enter(Phase.UPSTREAM);
    attempts++;
    status = 0;
  }

  /**
   * @param responseStatus 0 when there was no response
   */
  synchronized void returned(int responseStatus) {
    enter(Phase.OTHER);
    status = responseStatus;
  }

  private long enter(Phase next) {
    long now = nanoClock.getAsLong();
    switch (phase) {
      case QUEUED -> queued += now - since;
      case UPSTREAM -> upstream += now - since;
      case OTHER -> {}
    }
    since = now;
    phase = next;
    return now;
  }

  /** Returns how a call that failed has ended. */
  synchronized String code(LiveblocksException failure) {
    if (failure instanceof LiveblocksApiException) {
      return "error";
    }
    if (failure instanceof LiveblocksTimeoutException) {
      return "timeout";
    }
    if (failure instanceof LiveblocksProtocolException) {
      return "invalid_response";
    }
    return attempts == 0 ? "not_sent" : "unavailable";
  }

  synchronized CallEvent ended(ApiRequest request, String code) {
    long total = enter(Phase.OTHER) - began;
    return new CallEvent(
        request.method(),
        request.template(),
        code,
        status,
        attempts,
        Duration.ofNanos(total),
        Duration.ofNanos(queued),
        Duration.ofNanos(upstream));
  }
}
