package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.Secrets;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.WebhookVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that has a secret in it, as an application's log or debugger would show it. */
class SecretsInToStringTest {

  private static void assertShowsNoSecret(Object holder) {
    assertThat(Secrets.leakIn(holder.toString())).as(holder.getClass().getName()).isEmpty();
  }

  @Test
  void toStringOfClientAndConfigurationHasNoKey(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("key"), Secrets.KEY);
    Liveblocks.Builder given = Liveblocks.builder().secretKey(Secrets.KEY);
    Liveblocks.Builder read = Liveblocks.builder().secretKeyFile(file);
    for (Liveblocks.Builder builder : new Liveblocks.Builder[] {given, read}) {
      assertShowsNoSecret(builder);
      assertShowsNoSecret(builder.key());
      assertThat(builder.key().value().authorization()).endsWith(Secrets.KEY);
      try (Liveblocks client = builder.build()) {
        assertShowsNoSecret(client);
        assertShowsNoSecret(client.rooms());
        assertShowsNoSecret(client.groups());
        assertShowsNoSecret(client.call("POST", "/v2/rooms").body(Map.of("key", Secrets.KEY)));
      }
    }
  }

  @Test
  void managementTokenIsShownNowhereAndIsNoSecretKey() {
    String token = "lbs_topsecretOfTheTests";
    Liveblocks.Builder builder = Liveblocks.builder().managementToken(" " + token);
    assertShowsNoSecret(builder);
    assertThat(builder.key().value().authorization()).isEqualTo("Bearer " + token);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.baseUrl("http://liveblocks.example").build())
        .withMessageContaining("plain HTTP");
    for (String wrong : new String[] {Secrets.KEY, "lbs_", "lbs_top secret"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Liveblocks.builder().managementToken(wrong))
          .withMessageContaining("not a management token")
          .withMessageNotContaining("top");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Liveblocks.builder().secretKey(token));
  }

  @Test
  void toStringOfFakeAndItsRequestsHasNoKey() throws Exception {
    try (FakeLiveblocks fake = FakeLiveblocks.builder().secretKey(Secrets.KEY).start();
        Liveblocks client =
            Liveblocks.builder().secretKey(Secrets.KEY).baseUrl(fake.baseUrl()).build()) {
      assertShowsNoSecret(client.identifyUser(LiveblocksUser.of("alice")));
      assertShowsNoSecret(fake);
      assertShowsNoSecret(fake.takeRequest(Duration.ofMinutes(10)).orElseThrow());
    }
  }

  @Test
  void toStringOfWebhooksHasNeitherSecretNorSignature() {
    WebhookSigner signer = WebhookSigner.of(Secrets.WEBHOOK_SECRET);
    var delivery = signer.event("commentCreated", Map.of("roomId", "plans"));
    String signature = delivery.headers().get("webhook-signature");

    for (Object holder :
        new Object[] {WebhookVerifier.of(Secrets.WEBHOOK_SECRET), signer, delivery}) {
      assertShowsNoSecret(holder);
      assertThat(holder.toString()).doesNotContain(String.valueOf(signature).substring(3));
    }
  }
}
