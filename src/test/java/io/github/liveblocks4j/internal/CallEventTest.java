package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.support.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a call tells of itself when it has ended, and what the client makes of it. */
class CallEventTest extends CallFixture {

  private static final Duration NONE = Duration.ZERO;

  private void send() {
    send(TOKEN);
  }

  private void send(ApiRequest request) {
    var unused = call(request);
  }

  /** Returns the events so far; all that is left of the calls takes the deadline at most. */
  private List<CallEvent> events() {
    time.advance(DEADLINE);
    listening.advance(Duration.ofSeconds(1));
    return events.calls();
  }

  @Test
  void callWhenItSucceedsThenAnEventAndALineHaveItsTemplateAndItsTimes() {
    Url url = new Url("/v2/rooms/{roomId}").variable("roomId", "acme:plans");
    Duration took = Duration.ofMillis(70);
    respondAfter(took);
    try (CapturedLog log = new CapturedLog()) {
      send();
      send(new ApiRequest("GET", url, null, true, null));
      assertThat(events())
          .containsExactly(
              new CallEvent("POST", "/v2/identify-user", "ok", 200, 1, took, NONE, took),
              new CallEvent("GET", "/v2/rooms/{roomId}", "ok", 200, 1, took, NONE, took));
      assertThat(log.messages())
          .hasSize(2)
          .noneMatch(line -> line.contains("acme"))
          .contains(
              // log: calls
              "POST /v2/identify-user: ok, status 200, 70 ms (0 queued, 70 at Liveblocks),"
                  + " attempts: 1");
    }
  }

  @Test
  void callWhenItIsRetriedThenOneEventForAllAttempts() {
    upstream.respond(FakeTransport.response(503, "{}"));
    send();
    // Two delays, of 100 and 200 ms, are neither in the queue nor upstream.
    assertThat(events())
        .containsExactly(
            new CallEvent(
                "POST", "/v2/identify-user", "error", 503, 3, Duration.ofMillis(300), NONE, NONE));
  }

  @Test
  void callWhenItWaitsThenTheTimeInTheQueueIsKnown() {
    respondAfter(Duration.ofSeconds(1));
    var unused = calls(PERMITS + 1);
    Duration second = Duration.ofSeconds(1);
    assertThat(events())
        .hasSize(PERMITS + 1)
        .last()
        .isEqualTo(
            new CallEvent(
                "POST", "/v2/identify-user", "ok", 200, 1, Duration.ofSeconds(2), second, second));
  }

  @Test
  void callWhenItIsTimedOutInTheQueueThenNoAttempt() {
    var unused = calls(PERMITS + 1);
    assertThat(events())
        .contains(
            new CallEvent("POST", "/v2/identify-user", "timeout", 0, 0, DEADLINE, DEADLINE, NONE),
            new CallEvent("POST", "/v2/identify-user", "timeout", 0, 1, DEADLINE, NONE, DEADLINE));
  }

  @Test
  void callWhenItFailsThenTheCodeSaysHow() {
    upstream.fail(new IOException("reset"));
    send(CREATE);
    upstream.respond(FakeTransport.response(404, "<html>"));
    send(CREATE);
    upstream.always(request -> new CompletableFuture<>());
    call(CREATE).cancel(true);
    send(CREATE);
    client.close();
    assertThat(events())
        .extracting(call -> call.code() + " " + call.status() + " " + call.attempts())
        .containsExactly(
            "unavailable 0 1", "invalid_response 404 1", "cancelled 0 1", "unavailable 0 1");
  }

  @Test
  void healthWhenNothingHasFailedThenUp() {
    List<CompletableFuture<String>> calls = calls(PERMITS + 3);
    assertThat(client.health()).isEqualTo(new LiveblocksHealth(false, false, false, PERMITS, 3));
    assertThat(client.health().isUp()).isTrue();
    calls.forEach(call -> call.cancel(true));
    assertThat(events()).hasSize(PERMITS + 3);
    assertThat(events.clients().get(0).get()).isEqualTo(client.health());
  }

  @Test
  void healthWhenTheKeyIsRejectedThenDownUntilACallSucceeds() {
    upstream.respond(FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}"));
    send(CREATE);
    assertThat(client.health().isUp()).as("an operation that the project has not").isTrue();
    send();
    assertThat(client.health().secretKeyRejected()).isTrue();
    upstream.respond(FakeTransport.response(503, "{}"));
    send(CREATE);
    assertThat(client.health().isUp()).isFalse();
    upstream.respond(FakeTransport.OK);
    send();
    assertThat(client.health().isUp()).isTrue();
    upstream.respond(FakeTransport.response(401, "{\"error\":\"UNAUTHORIZED\"}"));
    send(CREATE);
    assertThat(client.health().isUp()).isFalse();
  }

  @Test
  void healthWhenABreakerIsOpenThenDownUntilACallSucceeds() {
    openBreaker(CREATE);
    assertThat(client.health()).isEqualTo(new LiveblocksHealth(false, false, true, 0, 0));
    assertThat(client.health().isUp()).isFalse();
    send(CREATE);
    time.advance(CircuitBreakers.OPEN.plusMillis(1));
    upstream.respond(FakeTransport.OK);
    send(CREATE);
    assertThat(client.health().isUp()).isTrue();
    assertThat(events())
        .element(20)
        .extracting(CallEvent::code, CallEvent::attempts)
        .containsExactly("not_sent", 0);
  }
}
