package io.github.liveblocks4j.monitoring;

/**
 * The health of a client at one moment, as its calls have found it; nothing was sent for it.
 *
 * @param secretKeyRejected whether Liveblocks rejected the secret key at last: status 401, or 403
 *     for a token. Until a call succeeds
 * @param tokenBreakerOpen whether the circuit breaker rejects calls for tokens, but for one per
 *     second. It closes when one of them succeeds
 * @param breakerOpen the same of all other calls
 * @param callsInFlight how many calls are at Liveblocks
 * @param callsWaiting how many wait in the queue of {@code maxConcurrentCalls}
 */
public record LiveblocksHealth(
    boolean secretKeyRejected,
    boolean tokenBreakerOpen,
    boolean breakerOpen,
    int callsInFlight,
    int callsWaiting) {

  /**
   * Returns whether nothing speaks against the next call: the key was not rejected, and no circuit
   * breaker is open.
   *
   * @return false for a client that is down. It learns that it is up again by its next calls only,
   *     so that what decides whether requests come must not depend on it
   */
  public boolean isUp() {
    return !secretKeyRejected && !tokenBreakerOpen && !breakerOpen;
  }
}
