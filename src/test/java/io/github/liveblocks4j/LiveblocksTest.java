package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the client against the fake, over real sockets. */
class LiveblocksTest {

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice");

  @RegisterExtension
  final FakeLiveblocksExtension liveblocks =
      new FakeLiveblocksExtension(FakeLiveblocks.builder().secretKey("sk_dev_topsecret"));

  private final FakeLiveblocks fake = liveblocks.fake();

  private Liveblocks.Builder config() {
    return liveblocks.clientBuilder();
  }

  @Test
  void identifyUserWhenOnlyTheIdIsKnownThenNothingElseIsSent() throws Exception {
    try (Liveblocks liveblocks = config().build()) {
      AuthToken token = liveblocks.identifyUser(ALICE);

      assertThat(token.value().split("\\.", -1)).hasSize(3);
      assertThat(token).hasToString("AuthToken[***]");
    }
    var asked = fake.takeRequest(Duration.ofSeconds(5)).orElseThrow();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.path()).isEqualTo("/v2/identify-user");
    assertThat(asked.header("Authorization")).hasValue("Bearer sk_dev_topsecret");
    assertThat(asked.header("Content-Type").orElseThrow()).startsWith("application/json");
    assertThat(asked.body()).isEqualTo("{\"userId\":\"alice\"}");
  }

  /** A record as applications have. */
  public record Info(String name, int age) {}

  @Test
  void authorizeUserWhenEverythingIsGivenThenItIsSent() throws Exception {
    try (Liveblocks liveblocks = config().build()) {
      liveblocks.authorizeUser(
          LiveblocksUser.of("alice")
              .organizationId("acme")
              .groupIds("ignored")
              .userInfo(new Info("Alice \"A\"", 7)),
          Session.none()
              .allowPrefix("acme:", Permission.READ)
              .allow("plan", Permission.WRITE, Permission.of("feeds:read")));
    }
    assertThat(fake.takeRequest(Duration.ofSeconds(5)).orElseThrow().body())
        .isEqualTo(
            "{\"userId\":\"alice\",\"permissions\":{\"acme:*\":[\"*:read\"],\"plan\":[\"*:write\",\"feeds:read\"]},\"organizationId\":\"acme\",\"userInfo\":{\"age\":7,\"name\":\"Alice"
                + " \\\"A\\\"\"}}");
  }

  @Test
  void identifyUserWhenFailuresAreTransientThenRetries() {
    try (Liveblocks liveblocks = config().build()) {
      fake.next(Failure.status(503), Failure.reset());
      assertThat(liveblocks.identifyUser(ALICE)).isNotNull();
      assertThat(fake.requests()).hasSize(3);
    }
  }

  @Test
  void identifyUserWhenFailuresPersistThenFailsWithTheLast() {
    try (Liveblocks liveblocks = config().build()) {
      fake.always(Failure.status(502));
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOfSatisfying(
              LiveblocksApiException.class, e -> assertThat(e.status()).isEqualTo(502));
      assertThat(fake.requests()).hasSize(3);
    }
  }

  @Test
  void identifyUserWhenTheRequestIsRejectedThenDoesNotRetry() {
    try (Liveblocks liveblocks = config().build()) {
      fake.next(
          Failure.status(422)
              .body(
                  "{\"error\":\"INVALID_USER\",\"message\":\"no sk_dev_topsecret"
                      + " eyJhbGciOiJub25lIn0.eyJrIjoiaWQifQ.x"
                      + " here\",\"suggestion\":\"shorter\",\"docs\":\"https://liveblocks.io/docs/x\",\"more\":1}"));

      LiveblocksApiException e =
          catchThrowableOfType(LiveblocksApiException.class, () -> liveblocks.identifyUser(ALICE));

      assertThat(e.status()).isEqualTo(422);
      assertThat(e.code()).hasValue("INVALID_USER");
      assertThat(e.apiMessage()).hasValue("no sk_*** *** here");
      assertThat(e.suggestion()).hasValue("shorter");
      assertThat(e.docs()).hasValue("https://liveblocks.io/docs/x");
      assertThat(e.body()).contains("\"more\":1").doesNotContain("topsecret");
      assertThat(e)
          .hasMessage(
              "Liveblocks responded 422 INVALID_USER to POST /v2/identify-user: no sk_*** *** here"
                  + " (suggestion: shorter) (see https://liveblocks.io/docs/x)");
      assertThat(fake.requests()).hasSize(1);
    }
  }

  @Test
  void identifyUserWhenEverythingHangsThenTheDeadlineHolds() {
    try (Liveblocks liveblocks = config().deadline(Duration.ofMillis(300)).build()) {
      fake.always(Failure.hang());
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksTimeoutException.class)
          .hasMessage("POST /v2/identify-user: no response from Liveblocks within 300 ms");
    }
  }

  @Test
  void identifyUserWhenLiveblocksKeepsFailingThenTheBreakerOpens() {
    try (CapturedLog log = new CapturedLog();
        Liveblocks liveblocks = config().maxRetries(0).build()) {
      fake.always(Failure.status(503));
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
            .isInstanceOf(LiveblocksApiException.class);
      }
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOfSatisfying(
              LiveblocksUnavailableException.class,
              e -> {
                assertThat(e).hasMessageContaining("circuit breaker is open");
                assertThat(e.retryAfter()).hasValue(Duration.ofSeconds(1));
              });
      assertThat(fake.requests()).hasSize(20);
      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains("Circuit breaker opened: most token calls fail");
    }
  }

  @Test
  void identifyUserWhenTheResponseIsARedirectThenTheKeyIsNotSentThere() {
    try (FakeLiveblocks elsewhere = FakeLiveblocks.start();
        Liveblocks liveblocks = config().build()) {
      fake.next(Failure.redirect(elsewhere.baseUrl()));
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksProtocolException.class)
          .hasMessageContaining("redirects are not followed");
      assertThat(elsewhere.requests()).isEmpty();
      // Not even within the same server.
      fake.next(Failure.redirect(fake.baseUrl().resolve("/v2/elsewhere")));
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksProtocolException.class);
      assertThat(fake.requests()).hasSize(2);
    }
  }

  @Test
  void identifyUserWhenTheResponseIsHugeThenItIsBounded() {
    try (Liveblocks liveblocks = config().build()) {
      fake.next(Failure.status(200).body("x".repeat(17 * 1024 * 1024)));
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksProtocolException.class)
          .hasMessageContaining("larger than");
    }
  }

  @Test
  void identifyUserAsyncWhenItFailsThenTheFutureHasTheSameFailure() {
    try (Liveblocks liveblocks = config().build()) {
      fake.next(Failure.status(403));
      assertThatThrownBy(() -> liveblocks.identifyUserAsync(ALICE).get())
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(LiveblocksApiException.class);
    }
  }

  @Test
  void closeWhenCallsAreInFlightThenTheyFailAndLaterOnesToo() {
    Liveblocks liveblocks = config().build();
    fake.always(Failure.hang());
    CompletableFuture<AuthToken> call = liveblocks.identifyUserAsync(ALICE);
    assertThat(awaitRequest()).isTrue();

    liveblocks.close();

    assertThatThrownBy(() -> call.get(5, java.util.concurrent.TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(LiveblocksException.class);
    assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
        .isInstanceOf(LiveblocksUnavailableException.class)
        .hasMessageContaining("is closed");
    liveblocks.close();
  }

  private boolean awaitRequest() {
    try {
      return fake.takeRequest(Duration.ofSeconds(5)).isPresent();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void awaitWhenTheThreadIsInterruptedThenStopsWaiting() {
    try (Liveblocks liveblocks = config().build()) {
      fake.always(Failure.hang());
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void toStringMasksTheKey() {
    try (Liveblocks liveblocks = config().build()) {
      assertThat(liveblocks.toString()).contains("sk_dev_***").doesNotContain("topsecret");
    }
  }

  @Test
  void identifyUserWhenTheHostIsUnknownThenTheMessageSaysSo() {
    try (Liveblocks liveblocks =
        config().baseUrl(URI.create("http://nowhere.invalid")).maxRetries(0).build()) {
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksUnavailableException.class)
          .hasMessageContaining("the host name cannot be resolved: nowhere.invalid")
          .hasMessageContaining("Check the base URL (host nowhere.invalid)");
    }
  }

  @Test
  void identifyUserAsyncWhenCancelledThenTheExchangeEnds() {
    try (Liveblocks liveblocks = config().maxConcurrentCalls(1).build()) {
      fake.always(Failure.hang());
      CompletableFuture<AuthToken> call = liveblocks.identifyUserAsync(ALICE);
      assertThat(awaitRequest()).isTrue();

      fake.clearFailures();
      assertThat(call.cancel(true)).isTrue();

      assertThat(liveblocks.identifyUser(ALICE)).isNotNull();
    }
  }

  @Test
  void baseUrlWhenItHasAPathThenItIsKept() {
    try (Liveblocks liveblocks =
        config().baseUrl(fake.baseUrl() + "/proxy/").maxRetries(0).build()) {
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksException.class);
      assertThat(fake.requests().get(0).path()).isEqualTo("/proxy/v2/identify-user");
    }
  }
}
