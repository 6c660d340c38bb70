package io.github.liveblocks4j.webhook;

/**
 * The result of verifying a delivery. The reasons are for the log: whoever sent a forged delivery
 * is told none of them.
 */
public enum WebhookVerification {
  /** Signed with one of the secrets, within the tolerance. */
  VERIFIED,
  /** Without the header {@code webhook-id}. */
  MISSING_ID,
  /** Without the header {@code webhook-timestamp}. */
  MISSING_TIMESTAMP,
  /** Without the header {@code webhook-signature}. */
  MISSING_SIGNATURE,
  /** A header is longer than any that Liveblocks sends. */
  HEADER_TOO_LONG,
  /** The timestamp is not a decimal number of seconds. */
  TIMESTAMP_INVALID,
  /** Signed more than five minutes ago: replayed, or the clock of this machine is fast. */
  TOO_OLD,
  /** Signed more than five minutes ahead: the clock of this machine is slow. */
  TOO_NEW,
  /**
   * No {@code v1} signature fits: another secret, or the body is not the raw bytes that were sent.
   */
  SIGNATURE_MISMATCH;

  /**
   * Returns whether the delivery is genuine.
   *
   * @return true for {@link #VERIFIED} only
   */
  public boolean isVerified() {
    return this == VERIFIED;
  }
}
