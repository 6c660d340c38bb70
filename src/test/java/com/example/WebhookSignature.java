package com.example;

// snippet: webhook-by-hand
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class WebhookSignature {

  private WebhookSignature() {}

  /** Whether Liveblocks signed a delivery: its three headers, which can be null, and its bytes. */
  public static boolean isValid(
      String secret, String id, String timestamp, String signatures, byte[] body, Instant now)
      throws GeneralSecurityException {
    if (id == null || timestamp == null || signatures == null || !timestamp.matches("\\d{1,12}")) {
      return false;
    }
    if (Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > 300) {
      return false; // signed more than five minutes ago, or ahead: sent again by a third party
    }
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(key, "HmacSHA256")); // throws when the key is empty
    hmac.update((id + "." + timestamp + ".").getBytes(UTF_8));
    String expected = "v1," + Base64.getEncoder().encodeToString(hmac.doFinal(body));
    boolean valid = false;
    for (String signature : signatures.split(" ", -1)) {
      valid |= MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
    }
    return valid;
  }
}
// end
