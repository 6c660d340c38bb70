package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Reads the secret key from a file, and again when it may have changed: once a second at most while
 * there are calls, and at once when Liveblocks rejects the key. The content is compared rather than
 * size and time of the last change, for it is small, and a mounted secret changes when a symbolic
 * link is swapped.
 *
 * <p>A key that was not rejected is replaced only when two reads in a row find the same other key:
 * the beginning of a key that is still being written looks like a key. A file without a usable key
 * changes nothing.
 */
public final class SecretKeyFile implements Authorization {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final URI baseUrl;
  private final LongSupplier nanoClock;
  private final AtomicLong nextRead;
  private final LogThrottle log = new LogThrottle(LOG);
  private volatile SecretKey key;
  private SecretKey lastRead; // guarded by this; the key itself when that read failed

  /**
   * @param key what the file held when it was first read
   * @param baseUrl where the key goes to
   */
  public SecretKeyFile(Path file, SecretKey key, URI baseUrl, LongSupplier nanoClock) {
    this.file = file;
    this.key = key;
    this.lastRead = key;
    this.baseUrl = baseUrl;
    this.nanoClock = nanoClock;
    this.nextRead = new AtomicLong(nanoClock.getAsLong() + INTERVAL_NANOS);
  }

  @Override
  public String value() {
    long now = nanoClock.getAsLong();
    long due = nextRead.get();
    if (now - due >= 0 && nextRead.compareAndSet(due, now + INTERVAL_NANOS)) {
      readAgain(false);
    }
    return key.authorization();
  }

  @Override
  public boolean hasReplaced(String rejected) {
    readAgain(true);
    return !MessageDigest.isEqual(
        key.authorization().getBytes(StandardCharsets.UTF_8),
        rejected.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void readAgain(boolean rejected) {
    log.flush();
    try {
      SecretKey found = read(file);
      boolean settled = rejected || found.equals(lastRead);
      lastRead = found;
      if (settled && !found.equals(key)) {
        BaseUrl.checkPlainHttp(baseUrl, found);
        key = found;
        LOG.log(
            Level.INFO,
            "Secret key replaced: calls use the key that {0} holds now ({1})",
            path(),
            found);
      }
    } catch (IllegalArgumentException e) {
      lastRead = key;
      log.log(
          Level.WARNING,
          "key_file",
          () ->
              "Secret key file %s has no usable key, calls go on with the key read before: %s"
                  .formatted(path(), e.getMessage()));
    }
  }

  private String path() {
    return Masking.line(file.toString(), 500);
  }

  /**
   * Reads the key.
   *
   * @throws IllegalArgumentException when the file does not hold a key and nothing else; the
   *     message does not quote it
   */
  public static SecretKey read(Path file) {
    return SecretKey.of(SecretFiles.read(file));
  }
}
