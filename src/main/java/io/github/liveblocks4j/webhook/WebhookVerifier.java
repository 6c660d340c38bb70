package io.github.liveblocks4j.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a delivery comes from Liveblocks: its signature (Standard Webhooks, HMAC-SHA256,
 * version {@code v1}) over the raw bytes of the body, and that it is at most five minutes old or
 * ahead. Immutable and thread-safe.
 *
 * <pre>{@code
 * WebhookVerifier verifier = WebhookVerifier.of("whsec_…");
 * try {
 *   handle(verifier.verify(id, timestamp, signature, body));
 * } catch (InvalidWebhookException e) {
 *   respond(401); // and log the exception's message
 * }
 * }</pre>
 *
 * <p>A replay within the five minutes is verified again: what must happen once is keyed by the id.
 * Secrets are never shown: not by messages, and not by {@link #toString}.
 */
public final class WebhookVerifier {

  /** The header with the id of the delivery, which its retries share. */
  public static final String ID_HEADER = "webhook-id";

  /** The header with the time of the attempt, in seconds since 1970. */
  public static final String TIMESTAMP_HEADER = "webhook-timestamp";

  /** The header with the signatures, separated by spaces. */
  public static final String SIGNATURE_HEADER = "webhook-signature";

  private static final long TOLERANCE_SECONDS = Duration.ofMinutes(5).toSeconds();

  // With it about forty signatures; a sender has as many as it has secrets in rotation.
  private static final int MAX_HEADER_LENGTH = 2_048;

  // A long has 19 digits at most.
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,18}");
  private static final String VERSION = "v1,";
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;
  private final Clock clock;

  private WebhookVerifier(List<SecretKeySpec> keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Returns a verifier for one secret, and for those that it replaces while it is rotated.
   *
   * @param secret the webhook's secret from the Liveblocks dashboard, with or without {@code
   *     whsec_}; white space around it, as a mounted file has it, is dropped
   * @param previous secrets that are accepted too
   * @return a verifier with the system's clock
   * @throws IllegalArgumentException when one is not a webhook secret; the message says what is
   *     wrong and does not repeat it
   */
  public static WebhookVerifier of(String secret, String... previous) {
    List<String> secrets = new ArrayList<>(List.of(previous));
    secrets.add(0, secret);
    return of(secrets);
  }

  /** Returns a verifier for several secrets, as {@link #of(String, String...)} does. */
  static WebhookVerifier of(List<String> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException(
          "no webhook secret: copy it from the Liveblocks dashboard, under Webhooks");
    }
    return new WebhookVerifier(
        secrets.stream().map(WebhookSecret::decode).toList(), Clock.systemUTC());
  }

  /**
   * Returns a verifier with another clock, as tests need it.
   *
   * @param newClock the clock that ages are measured with
   * @return a new verifier
   */
  public WebhookVerifier clock(Clock newClock) {
    return new WebhookVerifier(keys, Objects.requireNonNull(newClock, "clock"));
  }

  /**
   * Verifies a delivery, and returns its event. Takes the same time whichever secret or signature
   * fits.
   *
   * @param id the header {@value #ID_HEADER}, or null when there is none
   * @param timestamp the header {@value #TIMESTAMP_HEADER}, or null
   * @param signature the header {@value #SIGNATURE_HEADER}, or null
   * @param body the bytes of the body as they came; JSON that was read and written again has
   *     another signature
   * @return what the delivery reports
   * @throws InvalidWebhookException when a header is missing, longer than 2,048 characters or
   *     malformed, when the delivery was signed more than five minutes ago or ahead, when no
   *     signature fits, or when the signed body is not a JSON object with a {@code type} that is a
   *     string; the message says which
   */
  public WebhookEvent verify(
      @Nullable String id, @Nullable String timestamp, @Nullable String signature, byte[] body) {
    requireSigned(id, timestamp, signature, body);
    return EventReader.read(body);
  }

  /**
   * Verifies everything but the form of the body.
   *
   * @param body null to verify what the headers say alone
   * @throws InvalidWebhookException when the delivery is forged, or too old
   */
  void requireSigned(
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signature,
      byte @Nullable [] body) {
    String idText = requireHeader(ID_HEADER, id);
    String time = requireHeader(TIMESTAMP_HEADER, timestamp);
    String signatures = requireHeader(SIGNATURE_HEADER, signature);
    if (!TIMESTAMP.matcher(time).matches()) {
      throw new InvalidWebhookException("the timestamp is not a decimal number of seconds");
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(time);
    if (age > TOLERANCE_SECONDS) {
      throw new InvalidWebhookException(
          "signed more than five minutes ago: replayed, or the clock of this machine is fast");
    }
    if (age < -TOLERANCE_SECONDS) {
      throw new InvalidWebhookException(
          "signed more than five minutes ahead: the clock of this machine is slow");
    }
    if (body != null && !isSigned((idText + '.' + time + '.').getBytes(UTF_8), body, signatures)) {
      throw new InvalidWebhookException(
          "no v1 signature fits: signed with another secret, or the body is not the raw bytes that"
              + " were sent");
    }
  }

  private static String requireHeader(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw new InvalidWebhookException("the header " + name + " is missing");
    }
    if (value.length() > MAX_HEADER_LENGTH) {
      throw new InvalidWebhookException("a header is too long");
    }
    return value;
  }

  private boolean isSigned(byte[] head, byte[] body, String header) {
    List<byte[]> signatures = new ArrayList<>();
    for (String each : header.split(" ", -1)) {
      if (each.startsWith(VERSION)) {
        signatures.add(each.substring(VERSION.length()).getBytes(UTF_8));
      }
    }
    boolean signed = false;
    for (SecretKeySpec key : keys) {
      byte[] expected = signature(key, head, body);
      for (byte[] each : signatures) {
        signed |= MessageDigest.isEqual(expected, each);
      }
    }
    return signed;
  }

  private static byte[] signature(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return Base64.getEncoder().encode(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /** Returns how many secrets there are. */
  @Override
  public String toString() {
    return "WebhookVerifier[secrets=" + keys.size() + "]";
  }
}
