package io.github.liveblocks4j.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.example.WebhookSignature;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference cases of Standard Webhooks, and what the official package gets wrong. */
class WebhookVerifierTest {

  // The vector of the specification.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIME = "1614265330";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String WRONG = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

  private static final String VERIFIED = "verified";
  private static final String NO_ID = "the header webhook-id is missing";
  private static final String NO_TIME = "the header webhook-timestamp is missing";
  private static final String NO_SIGNATURE = "the header webhook-signature is missing";
  private static final String NO_NUMBER = "the timestamp is not a decimal number of seconds";
  private static final String TOO_OLD = "signed more than five minutes ago";
  private static final String TOO_NEW = "signed more than five minutes ahead";
  private static final String TOO_LONG = "a header is too long";
  private static final String LONGEST = SIGNATURE + " ".repeat(2_048 - SIGNATURE.length());
  private static final String MISMATCH = "no v1 signature fits";

  private static final Instant NOW = Instant.ofEpochSecond(Long.parseLong(TIME));

  private final WebhookVerifier verifier = at(WebhookVerifier.of(SECRET), NOW);

  private static WebhookVerifier at(WebhookVerifier verifier, Instant now) {
    return verifier.clock(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String verify(WebhookVerifier verifier, WebhookDelivery delivery) {
    return verify(
        verifier,
        delivery.headers().get(WebhookVerifier.ID_HEADER),
        delivery.headers().get(WebhookVerifier.TIMESTAMP_HEADER),
        delivery.headers().get(WebhookVerifier.SIGNATURE_HEADER),
        delivery.body().getBytes(UTF_8));
  }

  /** Returns why a delivery is refused; all bodies here are JSON, though not events. */
  private static String verify(
      WebhookVerifier verifier,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signature,
      byte[] body) {
    try {
      verifier.requireSigned(id, timestamp, signature, body);
      return VERIFIED;
    } catch (InvalidWebhookException e) {
      assertThat(e).hasMessageNotContainingAny("g0hM", "MfKQ", "2432232314").hasNoCause();
      return requireNonNull(e.getMessage());
    }
  }

  static Stream<Arguments> referenceCases() {
    String bare = SIGNATURE.substring("v1,".length());
    return Stream.of(
        arguments("valid", ID, TIME, SIGNATURE, BODY, VERIFIED),
        arguments("the second fits", ID, TIME, WRONG + " " + SIGNATURE, BODY, VERIFIED),
        arguments("the first fits", ID, TIME, SIGNATURE + " v2,x  v1a,y", BODY, VERIFIED),
        arguments("no id", null, TIME, SIGNATURE, BODY, NO_ID),
        arguments("empty id", "", TIME, SIGNATURE, BODY, NO_ID),
        arguments("no time", ID, null, SIGNATURE, BODY, NO_TIME),
        arguments("empty time", ID, "", SIGNATURE, BODY, NO_TIME),
        arguments("no signature", ID, TIME, null, BODY, NO_SIGNATURE),
        arguments("empty signature", ID, TIME, "", BODY, NO_SIGNATURE),
        arguments("no number", ID, "hello", SIGNATURE, BODY, NO_NUMBER),
        arguments("sign", ID, "+" + TIME, SIGNATURE, BODY, NO_NUMBER),
        arguments("space", ID, " " + TIME, SIGNATURE, BODY, NO_NUMBER),
        arguments("other digits", ID, "١٦١٤٢٦٥٣٣٠", SIGNATURE, BODY, NO_NUMBER),
        arguments("overflow", ID, "9".repeat(19), SIGNATURE, BODY, NO_NUMBER),
        arguments("far ahead", ID, "9".repeat(18), SIGNATURE, BODY, TOO_NEW),
        arguments("long ago", ID, "0", SIGNATURE, BODY, TOO_OLD),
        arguments("other version", ID, TIME, "v2," + bare, BODY, MISMATCH),
        arguments("longer version", ID, TIME, "v1a," + bare, BODY, MISMATCH),
        arguments("version in capitals", ID, TIME, "V1," + bare, BODY, MISMATCH),
        arguments("no version", ID, TIME, bare, BODY, MISMATCH),
        arguments("no comma", ID, TIME, "v1" + bare, BODY, MISMATCH),
        arguments("no padding", ID, TIME, SIGNATURE.replace("=", ""), BODY, MISMATCH),
        arguments("more", ID, TIME, SIGNATURE + "A", BODY, MISMATCH),
        arguments("within more", ID, TIME, "v1,x" + bare, BODY, MISMATCH),
        arguments("wrong", ID, TIME, WRONG, BODY, MISMATCH),
        arguments("other id", ID + "x", TIME, SIGNATURE, BODY, MISMATCH),
        arguments("other time", ID, "1614265331", SIGNATURE, BODY, MISMATCH),
        arguments("other body", ID, TIME, SIGNATURE, BODY + "\n", MISMATCH),
        arguments("long id", "x".repeat(2_049), TIME, SIGNATURE, BODY, TOO_LONG),
        arguments("long time", ID, "1".repeat(2_049), SIGNATURE, BODY, TOO_LONG),
        arguments("long signature", ID, TIME, LONGEST + " ", BODY, TOO_LONG),
        arguments("longest signature", ID, TIME, LONGEST, BODY, VERIFIED),
        arguments("empty body", ID, TIME, SIGNATURE, "", MISMATCH));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("referenceCases")
  void verifyWhenReferenceCaseThenAsSpecified(
      String name,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signature,
      String body,
      String expected) {
    assertThat(verify(verifier, id, timestamp, signature, body.getBytes(UTF_8)))
        .startsWith(expected);
  }

  /** The handbook's fifteen lines without the library. They leave the length to the server. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("referenceCases")
  void verifyByHandWhenReferenceCaseThenAsSpecified(
      String name,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signature,
      String body,
      String expected)
      throws GeneralSecurityException {
    byte[] bytes = body.getBytes(UTF_8);

    assertThat(WebhookSignature.isValid(SECRET, id, timestamp, signature, bytes, NOW))
        .isEqualTo(expected.equals(VERIFIED) || name.equals("long signature"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookSignature.isValid("whsec_", ID, TIME, SIGNATURE, bytes, NOW));
  }

  @Test
  void verifyWhenSignedThenTheEventOrWhyThereIsNone() {
    assertThatThrownBy(() -> verifier.verify(ID, TIME, SIGNATURE, BODY.getBytes(UTF_8)))
        .isInstanceOf(InvalidWebhookException.class)
        .hasMessage("the body has no type that is a string");
    WebhookDelivery event =
        WebhookSigner.of(SECRET).clock(Clock.fixed(NOW, ZoneOffset.UTC)).sign("{\"type\":\"new\"}");
    byte[] body = event.body().getBytes(UTF_8);
    String signature = event.headers().get(WebhookVerifier.SIGNATURE_HEADER);
    assertThat(verifier.verify(event.id(), TIME, signature, body).type()).isEqualTo("new");
    assertThatThrownBy(() -> verifier.verify(event.id(), TIME, WRONG, body))
        .isInstanceOf(InvalidWebhookException.class)
        .hasMessageStartingWith(MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "-301, signed more than five minutes ahead",
    "-300, verified",
    "-299, verified",
    "0, verified",
    "299, verified",
    "300, verified",
    "301, signed more than five minutes ago"
  })
  void verifyWhenSignedSecondsAgoThenWithinFiveMinutesOnly(long seconds, String expected)
      throws GeneralSecurityException {
    Instant later = NOW.plusSeconds(seconds);
    assertThat(WebhookSignature.isValid(SECRET, ID, TIME, SIGNATURE, BODY.getBytes(UTF_8), later))
        .isEqualTo(expected.equals(VERIFIED));
    // Whatever the fraction of the second, which no timestamp has.
    for (int nanos : List.of(0, 999_999_999)) {
      WebhookVerifier now = at(verifier, NOW.plusSeconds(seconds).plusNanos(nanos));

      assertThat(verify(now, ID, TIME, SIGNATURE, BODY.getBytes(UTF_8))).startsWith(expected);
    }
  }

  @Test
  void verifyWhenBodyIsNotTextThenItsBytesCount() {
    byte[] body = {(byte) 0xff, 0, (byte) 0xfe};
    byte[] replaced = new String(body, UTF_8).getBytes(UTF_8);
    String signature = "v1,Hpm+Yu5hvZmVRErTZ3JGp/RT64YviODP3R7ixUqkLnc=";

    assertThat(verify(verifier, ID, TIME, signature, body)).isEqualTo(VERIFIED);
    assertThat(verify(verifier, ID, TIME, signature, replaced)).startsWith(MISMATCH);
  }

  @Test
  void verifyWhenSecretIsRotatedThenBothAreAccepted() {
    WebhookDelivery old = WebhookSigner.of(SECRET).sign(BODY);
    WebhookDelivery young = WebhookSigner.of(OTHER_SECRET).sign(""); // And without a body.

    WebhookVerifier rotated = WebhookVerifier.of(OTHER_SECRET, SECRET);

    assertThat(verify(rotated, old)).isEqualTo(VERIFIED);
    assertThat(verify(rotated, young)).isEqualTo(VERIFIED);
    assertThat(verify(WebhookVerifier.of(OTHER_SECRET), old)).startsWith(MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", " \n whsec_"})
  void ofWhenSecretHasPrefixSpaceOrNeitherThenItIsTheSame(String before) {
    String secret = before + SECRET.substring("whsec_".length()) + "\n";

    assertThat(
            verify(at(WebhookVerifier.of(secret), NOW), ID, TIME, SIGNATURE, BODY.getBytes(UTF_8)))
        .isEqualTo(VERIFIED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                      | the webhook secret is empty",
        "'  '                                    | the webhook secret is empty",
        "whsec_                                  | the webhook secret is empty",
        "' whsec_ '                              | the webhook secret is empty",
        "whsec_Qm9iJ3Mgc2VjcmV0IGtleQ==          | the webhook secret is too short",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa    | the webhook secret is too short",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaQ=  | the webhook secret is too short",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS*  | the webhook secret is not valid base64",
        "whsec_MfKQ-r8GKYqrTwjUPD8ILPZIo2LaLaSw  | the webhook secret is not valid base64",
        "\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\" | the webhook secret is not valid base64",
        "whsec_whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2L | the webhook secret is not valid base64",
        "sk_prod_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS | this is an API key"
      })
  void ofWhenNotAWebhookSecretThenRefusedWithoutShowingIt(String secret, String reason) {
    assertThatThrownBy(() -> WebhookVerifier.of(SECRET, secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(reason)
        .hasMessageContaining("copy it from the Liveblocks dashboard")
        .hasMessageNotContainingAny("MfKQ", "LaLa", "Qm9i", "*")
        .hasNoCause();
  }

  @Test
  void ofWhenSecretIsHugeOrThereIsNoneThenRefused() {
    assertThatThrownBy(() -> WebhookVerifier.of("A".repeat(1_028)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WebhookVerifier.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no webhook secret");
  }
}
