package io.github.liveblocks4j.webhook;

import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** Reads the secrets of webhooks. Messages say what is wrong, and never repeat any of a secret. */
final class WebhookSecret {

  private static final String PREFIX = "whsec_";

  // Standard Webhooks: 24 to 64 bytes. What is shorter was cut while it was copied; a longer one is
  // no weaker.
  private static final int MIN_BYTES = 24;
  private static final int MAX_LENGTH = 1_024;

  private static final String REMEDY =
      ": copy it from the Liveblocks dashboard, under Webhooks, where it begins with " + PREFIX;

  private WebhookSecret() {}

  static SecretKeySpec decode(String text) {
    String secret = text.strip();
    if (secret.startsWith("sk_") || secret.startsWith("pk_")) {
      throw new IllegalArgumentException(
          "this is an API key (sk_… or pk_…), not a webhook secret" + REMEDY);
    }
    String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    if (encoded.isEmpty()) {
      throw new IllegalArgumentException("the webhook secret is empty" + REMEDY);
    }
    byte[] key = encoded.length() > MAX_LENGTH ? new byte[0] : bytes(encoded);
    if (key.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the webhook secret is %s%s"
              .formatted(key.length == 0 ? "not valid base64" : "too short", REMEDY));
    }
    return new SecretKeySpec(key, "HmacSHA256");
  }

  private static byte[] bytes(String encoded) {
    try {
      return Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // Its message names characters of the secret.
    }
  }
}
