package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.SecretFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the secrets of webhooks from a small file, again for each delivery: a new secret is
 * accepted, and one that was taken away refused, at once. A file without usable secrets changes
 * nothing. Thread-safe.
 */
final class WebhookSecretFile implements Supplier<WebhookVerifier> {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]++");

  private final Path file;
  private String text; // guarded by this
  private WebhookVerifier verifier; // guarded by this
  private String problem = ""; // guarded by this; logged when it changes

  /**
   * Reads the file for the first time.
   *
   * @throws IllegalArgumentException when it cannot be read or holds no secret; the message does
   *     not quote it
   */
  WebhookSecretFile(Path file) {
    this.file = file;
    this.text = SecretFiles.read(file);
    this.verifier = verifier(text);
  }

  /** Returns a verifier for secrets that are separated by commas or white space. */
  static WebhookVerifier verifier(String text) {
    return WebhookVerifier.of(
        SEPARATOR.splitAsStream(text).filter(secret -> !secret.isEmpty()).toList());
  }

  @Override
  public synchronized WebhookVerifier get() {
    String found = "";
    try {
      String read = SecretFiles.read(file);
      if (!read.equals(text)) {
        verifier = verifier(read);
        text = read;
        LOG.log(Level.INFO, "Webhook secrets replaced by those that {0} holds now", path());
      }
    } catch (IllegalArgumentException e) {
      found = String.valueOf(e.getMessage());
    }
    if (!found.equals(problem) && !found.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "Webhook secret file {0} has no usable secrets, those read before stay valid: {1}",
          path(),
          found);
    }
    problem = found;
    return verifier;
  }

  private String path() {
    return Masking.line(file.toString(), 500);
  }
}
