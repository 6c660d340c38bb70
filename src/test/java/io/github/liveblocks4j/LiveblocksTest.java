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
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the client against the fake, over real sockets. */
class LiveblocksTest {

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice");

  @RegisterExtension
  final FakeLiveblocksExtension extension =
      new FakeLiveblocksExtension(FakeLiveblocks.builder().secretKey("sk_dev_topsecret"));

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();

  @Test
  void identifyUserWhenOnlyTheIdIsKnownThenNothingElseIsSent() throws Exception {
    AuthToken token = liveblocks.identifyUser(ALICE);

    assertThat(token.value().split("\\.", -1)).hasSize(3);
    assertThat(token).hasToString("AuthToken[***]");
    var asked = fake.takeRequest(Duration.ofMinutes(10)).orElseThrow();
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
    liveblocks.authorizeUser(
        LiveblocksUser.of("alice")
            .organizationId("acme")
            .groupIds("ignored")
            .userInfo(new Info("Alice \"A\"", 7)),
        Session.none()
            .allowPrefix("acme:", Permission.READ)
            .allow("plan", Permission.WRITE, Permission.of("feeds:read")));
    assertThat(fake.takeRequest(Duration.ofMinutes(10)).orElseThrow().body())
        .isEqualTo(
            "{\"userId\":\"alice\",\"permissions\":{\"acme:*\":[\"*:read\"],\"plan\":[\"*:write\",\"feeds:read\"]},\"organizationId\":\"acme\",\"userInfo\":{\"age\":7,\"name\":\"Alice"
                + " \\\"A\\\"\"}}");
  }

  @Test
  void identifyUserWhenTheRequestIsRejectedThenDoesNotRetry() {
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

  @Test
  void identifyUserWhenTheResponseIsARedirectThenTheKeyIsNotSentThere() {
    try (FakeLiveblocks elsewhere = FakeLiveblocks.start();
        Liveblocks liveblocks = extension.clientBuilder().build()) {
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
  void identifyUserWhenTheHostIsUnknownThenTheMessageSaysSo() {
    try (Liveblocks liveblocks =
        extension
            .clientBuilder()
            .baseUrl(URI.create("http://nowhere.invalid"))
            .maxRetries(0)
            .build()) {
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksUnavailableException.class)
          .hasMessageContaining("the host name cannot be resolved: nowhere.invalid")
          .hasMessageContaining("Check the base URL (host nowhere.invalid)");
    }
  }

  @Test
  void baseUrlWhenItHasAPathThenItIsKept() {
    try (Liveblocks liveblocks =
        extension.clientBuilder().baseUrl(fake.baseUrl() + "/proxy/").maxRetries(0).build()) {
      assertThatThrownBy(() -> liveblocks.identifyUser(ALICE))
          .isInstanceOf(LiveblocksException.class);
      assertThat(fake.requests().get(0).path()).isEqualTo("/proxy/v2/identify-user");
    }
  }

  @Test
  void timeoutWhenLongerThanTheDeadlineThenTheCallHasThatTime() {
    Duration deadline = Duration.ofMillis(200);
    try (Liveblocks impatient = extension.clientBuilder().deadline(deadline).build()) {
      fake.next(Failure.hang(), Failure.delay(deadline.multipliedBy(2)));

      assertThatThrownBy(() -> impatient.call("POST", "/v2/authorize-user").send())
          .isInstanceOf(LiveblocksTimeoutException.class);
      assertThatThrownBy(
              () ->
                  impatient
                      .call("POST", "/v2/authorize-user")
                      .timeout(Duration.ofMinutes(5))
                      .send())
          .as("the response has come, and says what is wrong with the request")
          .isInstanceOf(LiveblocksApiException.class);
    }
  }

  /** One connection and one call at a time: the next call goes out only if both are free again. */
  @Test
  void cancelWhenTheCallIsInFlightThenTheExchangeEnds() throws Exception {
    try (Liveblocks narrow = extension.clientBuilder().maxConcurrentCalls(1).build()) {
      List<CompletableFuture<?>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        fake.next(Failure.hang());
        CompletableFuture<?> call =
            switch (i) {
              case 0 -> narrow.call("PUT", "/v2/x").body(new byte[9], "a/b").sendAsync();
              case 1 -> narrow.call("GET", "/v2/x").sendAsync(byte[].class);
              default -> narrow.call("GET", "/v2/x").exchangeAsync();
            };
        assertThat(fake.takeRequest(Duration.ofMinutes(10))).isPresent();
        assertThat(call.cancel(true)).isTrue();
        calls.add(call);

        assertThat(narrow.call("GET", "/v2/rooms").sendAsync(JsonObject.class))
            .as("after call %d", i)
            .succeedsWithin(Duration.ofMinutes(1));
        assertThat(fake.takeRequest(Duration.ofMinutes(10))).isPresent();
      }
      assertThat(calls).allMatch(CompletableFuture::isCancelled);
    }
  }

  /** Or the thread that asks for it, when the future is complete by then. */
  @Test
  void sendAsyncWhenTheCallEndsThenAThreadOfTheClientCompletesIt() {
    fake.next(Failure.delay(Duration.ofMillis(200)), Failure.hang());

    for (String method : List.of("GET", "POST")) {
      String thread =
          liveblocks
              .call(method, "/v2/rooms")
              .timeout(method.equals("GET") ? Duration.ofMinutes(5) : Duration.ofMillis(200))
              .sendAsync()
              .handle((unused, failure) -> Thread.currentThread().getName())
              .join();
      assertThat(thread).matches("liveblocks-.*|" + Thread.currentThread().getName());
    }
  }
}
