package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.support.FuzzInput;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Fuzzes a delivery: only the one that was signed with the secret is verified. */
class WebhookVerifierFuzzTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_764_000_000);
  private static final WebhookVerifier VERIFIER =
      WebhookVerifier.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
          .clock(Clock.fixed(NOW, ZoneOffset.UTC));

  /** Made with another program: HMAC-SHA256 over the id, the timestamp, and the body below. */
  private static final String SIGNATURE = "v1,VRseLtW97tA96mZk8HPM+iv5WgJinchIQU5aYVjMgLs=";

  @FuzzTest
  void verify(byte[] bytes) {
    FuzzInput input = FuzzInput.latin1(bytes);
    Map<String, String> headers = input.headers();

    String signature = headers.get(WebhookVerifier.SIGNATURE_HEADER);
    boolean verified = true;
    try {
      VERIFIER.requireSigned(
          headers.get(WebhookVerifier.ID_HEADER),
          headers.get(WebhookVerifier.TIMESTAMP_HEADER),
          signature,
          input.body().getBytes(StandardCharsets.ISO_8859_1));
    } catch (InvalidWebhookException e) {
      verified = false;
    }

    boolean signed =
        "msg_1".equals(headers.get(WebhookVerifier.ID_HEADER))
            && "1764000000".equals(headers.get(WebhookVerifier.TIMESTAMP_HEADER))
            && "{\"type\":\"x\"}".equals(input.body())
            && signature != null
            && signature.length() <= 2_048
            && List.of(signature.split(" ", -1)).contains(SIGNATURE);
    assertThat(verified).isEqualTo(signed);
  }
}
