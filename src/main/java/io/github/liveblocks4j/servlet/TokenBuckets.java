package io.github.liveblocks4j.servlet;

import io.github.bucket4j.BucketConfiguration;
import io.github.liveblocks4j.auth.LiveblocksUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** What the rate limiters have in common: the key of a user's bucket, and its size. */
final class TokenBuckets {

  /** After this long without use, a bucket is full again and may be forgotten. */
  static final Duration PERIOD = Duration.ofMinutes(1);

  private static final int KEY_BYTES = 16;

  private TokenBuckets() {}

  /**
   * Returns the key of a user's bucket, always of the same size: ids can be as long as a stranger
   * likes. A digest also keeps personal data out of a shared cache. The limit is part of it, so
   * that a bucket that was made for another limit is never found.
   */
  static String key(LiveblocksUser user, int maxPerMinute) {
    String organization = Objects.requireNonNullElse(user.organizationId(), "");
    String identity =
        maxPerMinute + ":" + organization.length() + ":" + organization + user.userId();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, KEY_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns what a bucket is: it holds a minute's tokens, and is refilled continuously. */
  static BucketConfiguration configuration(int maxPerMinute) {
    return BucketConfiguration.builder()
        .addLimit(limit -> limit.capacity(maxPerMinute).refillGreedy(maxPerMinute, PERIOD))
        .build();
  }
}
