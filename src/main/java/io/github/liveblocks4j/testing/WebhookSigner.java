package io.github.liveblocks4j.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes deliveries of webhooks, signed as Liveblocks signs them, to test handlers and to try them
 * on localhost without a tunnel. Immutable and thread-safe.
 *
 * <pre>{@code
 * WebhookSigner signer = WebhookSigner.of("whsec_…");
 * int status =
 *     signer.event("commentCreated", Map.of("roomId", "acme:plans", "createdBy", "alice"))
 *         .postTo(URI.create("http://localhost:8080/api/liveblocks-webhook"));
 * }</pre>
 */
public final class WebhookSigner {

  private static final String PREFIX = "whsec_";

  private final SecretKeySpec key;
  private final Clock clock;

  private WebhookSigner(SecretKeySpec key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Returns a signer.
   *
   * @param secret the secret that the handler is configured with, with or without {@code whsec_}
   * @return a signer with the system's clock
   * @throws IllegalArgumentException when it is not a webhook secret
   */
  public static WebhookSigner of(String secret) {
    String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    byte[] key = Base64.getDecoder().decode(encoded);
    if (key.length == 0) {
      throw new IllegalArgumentException("the webhook secret is empty: whsec_, then base64");
    }
    return new WebhookSigner(new SecretKeySpec(key, "HmacSHA256"), Clock.systemUTC());
  }

  /**
   * Returns a signer with another clock, for deliveries that are late or early.
   *
   * @param newClock the clock that deliveries are stamped with
   * @return a new signer
   */
  public WebhookSigner clock(Clock newClock) {
    return new WebhookSigner(key, Objects.requireNonNull(newClock, "clock"));
  }

  /**
   * Makes the delivery of an event. A known type has all that Liveblocks sends with it; the members
   * given replace sample values. Of type {@code notification}, the member {@code kind} decides what
   * there is: {@code thread}, the default, {@code textMention}, or one that begins with {@code $}.
   *
   * @param type for example {@code commentCreated}; any other is sent with {@code projectId} and
   *     the members given
   * @param data members of {@code data}: strings, numbers, booleans, lists, maps, and null
   * @return the delivery, with an id of its own
   * @throws IllegalArgumentException when a member has no JSON form
   */
  public WebhookDelivery event(String type, Map<String, ? extends @Nullable Object> data) {
    return sign(
        Json.object()
            .add("type", type)
            .add("data", Json.object(SampleEvents.data(type, data, clock.instant())))
            .build()
            .toString());
  }

  /**
   * Signs any body.
   *
   * @param body the text, sent as UTF-8
   * @return the delivery, with an id of its own
   */
  public WebhookDelivery sign(String body) {
    return sign("msg_" + UUID.randomUUID().toString().replace("-", ""), body);
  }

  /**
   * Signs any body, with an id: a retry has the id of the first attempt, and a time of its own.
   *
   * @param id the delivery's id
   * @param body the text, sent as UTF-8
   * @return the delivery
   */
  public WebhookDelivery sign(String id, String body) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    return new WebhookDelivery(
        id,
        Map.of(
            "webhook-id", id,
            "webhook-timestamp", timestamp,
            "webhook-signature", "v1," + signature(id + "." + timestamp + "." + body)),
        body);
  }

  private String signature(String content) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + key.getAlgorithm(), e);
    }
  }
}
