package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.SecretFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the secrets of webhooks from a file, and again when it may have changed: once a second at
 * most while there are deliveries. A file without usable secrets changes nothing. Thread-safe.
 */
final class WebhookSecretFile implements Supplier<WebhookVerifier> {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]++");

  private final Path file;
  private final LongSupplier nanoClock;
  private final AtomicLong nextRead;
  private final LogThrottle log = new LogThrottle(LOG);
  private String text; // guarded by this
  private volatile WebhookVerifier verifier;

  /**
   * Reads the file for the first time.
   *
   * @throws IllegalArgumentException when it cannot be read or holds no secret; the message does
   *     not quote it
   */
  WebhookSecretFile(Path file, LongSupplier nanoClock) {
    this.file = file;
    this.nanoClock = nanoClock;
    this.nextRead = new AtomicLong(nanoClock.getAsLong() + INTERVAL_NANOS);
    this.text = SecretFiles.read(file);
    this.verifier = verifier(text);
  }

  /** Returns a verifier for secrets that are separated by commas or white space. */
  static WebhookVerifier verifier(String text) {
    return WebhookVerifier.of(
        List.of(SEPARATOR.split(text)).stream().filter(secret -> !secret.isEmpty()).toList());
  }

  @Override
  public WebhookVerifier get() {
    long now = nanoClock.getAsLong();
    long due = nextRead.get();
    if (now - due >= 0 && nextRead.compareAndSet(due, now + INTERVAL_NANOS)) {
      readAgain();
    }
    return verifier;
  }

  private synchronized void readAgain() {
    log.flush();
    try {
      String found = SecretFiles.read(file);
      if (!found.equals(text)) {
        verifier = verifier(found);
        text = found;
        LOG.log(Level.INFO, "Webhook secrets replaced by those that {0} holds now", path());
      }
    } catch (IllegalArgumentException e) {
      log.log(
          Level.WARNING,
          "webhook_secret_file",
          () ->
              "Webhook secret file %s has no usable secrets, those read before stay valid: %s"
                  .formatted(path(), e.getMessage()));
    }
  }

  private String path() {
    return Masking.line(file.toString(), 500);
  }
}
