package io.github.liveblocks4j.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.chaos.Behaviour.Outcome;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.support.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each {@link Behaviour} of an upstream: its outcome, nothing left open, and the next call
 * succeeds. Where a response comes, the client waits longer than any machine takes; where none
 * comes, it does not matter how soon it gives up.
 */
class ChaosTest {

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice");
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int PERMITS = 3;

  private static Liveblocks client(String url) {
    return Liveblocks.builder()
        .secretKey("sk_dev_chaos")
        .baseUrl(url)
        .deadline(LONG)
        .connectTimeout(LONG)
        .maxRetries(1)
        .maxConcurrentCalls(PERMITS)
        .build();
  }

  private static Throwable failureOf(Liveblocks client, Outcome outcome) {
    return outcome == Outcome.TIMEOUT
        ? catchThrowable(() -> client.call("GET", "/v2/rooms").timeout(SHORT).send())
        : catchThrowable(() -> client.identifyUser(ALICE));
  }

  private static void assertNothingLeft(Liveblocks client) {
    Await.until(() -> client.health().equals(new LiveblocksHealth(false, false, false, 0, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void callWhenUpstreamBehavesSoThenItsOutcome(Behaviour behaviour) throws IOException {
    Outcome outcome = behaviour.outcome;
    try (Upstream upstream = new Upstream(behaviour)) {
      Liveblocks client = client("http://" + upstream.address());
      if (outcome.failure == null) {
        assertThat(client.identifyUser(ALICE).value()).isEqualTo(Upstream.TOKEN);
      } else {
        assertThat(failureOf(client, outcome)).isInstanceOf(outcome.failure);
      }
      assertNothingLeft(client);

      upstream.heal();
      // One connection may still be what the behaviour has made of it; the retry gets another.
      for (int i = 0; i < 2 * PERMITS; i++) {
        assertThat(client.identifyUser(ALICE).value()).isEqualTo(Upstream.TOKEN);
      }
      assertNothingLeft(client);
      client.close();
      Await.until(() -> upstream.open() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_AT_ACCEPT", "CLOSED_AT_ACCEPT", "HANGS_AT_ACCEPT"})
  void callWhenTlsIsExpectedThenTheSameOutcome(Behaviour behaviour) throws IOException {
    try (Upstream upstream = new Upstream(behaviour);
        Liveblocks client = client("https://" + upstream.address())) {
      assertThat(failureOf(client, behaviour.outcome)).isInstanceOf(behaviour.outcome.failure);
      assertNothingLeft(client);
    }
  }

  @Test
  void callWhenTheConnectionIsRefusedThenUnavailable() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (Liveblocks client = client("http://127.0.0.1:" + port)) {
      assertThat(failureOf(client, Outcome.UNAVAILABLE))
          .isInstanceOfSatisfying(
              LiveblocksUnavailableException.class,
              failure -> assertThat(failure.requestSent()).isFalse());
      assertNothingLeft(client);
    }
  }
}
