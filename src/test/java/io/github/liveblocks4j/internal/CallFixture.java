package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.junit.jupiter.api.AfterEach;

/** A client over a fake transport, on a virtual clock. */
abstract class CallFixture {

  static final Duration DEADLINE = Duration.ofSeconds(8);
  static final ApiRequest CREATE = new ApiRequest("POST", new Url("/v2/rooms"), "{}", false, null);
  static final ApiRequest TOKEN = ApiRequest.forToken("/v2/identify-user", "{}");
  static final int PERMITS = 20;

  final FakeScheduler time = new FakeScheduler();
  final FakeTransport upstream = new FakeTransport();
  final Events events = new Events();
  final FakeScheduler listening = new FakeScheduler();
  final ApiClient client;

  CallFixture() {
    this(RotatingSecret.of(SecretKey.of("sk_test")));
  }

  CallFixture(RotatingSecret<SecretKey> key) {
    this.client =
        new ApiClient(
            new Call.Context(
                upstream,
                key,
                DEADLINE,
                new RetryPolicy(2, () -> 0),
                new Failures(
                    new Json(), URI.create("https://api.test"), PERMITS, ApiClient.MAX_WAITING),
                time,
                time,
                time::nanoTime,
                ConcurrentHashMap.newKeySet()),
            new ListenerQueue(events, listening));
  }

  final CompletableFuture<String> call(ApiRequest request) {
    return client.send(request, response -> new String(response.bytes(), StandardCharsets.UTF_8));
  }

  final CompletableFuture<String> call() {
    return call(TOKEN);
  }

  final List<CompletableFuture<String>> calls(int count) {
    return Stream.generate(this::call).limit(count).toList();
  }

  /** Opens the circuit breaker that the request is for. */
  final void openBreaker(ApiRequest request) {
    upstream.respond(FakeTransport.response(503, ""));
    for (int i = 0; i < 20; i++) {
      var unused = call(request);
    }
    time.advance(Duration.ofMillis(300));
  }

  /** Returns whether the circuit breaker of token calls is open. */
  final boolean isRejecting() {
    CompletableFuture<String> call = call();
    boolean rejected =
        call.isCompletedExceptionally()
            && failureOf(call).toString().contains("circuit breaker is open");
    call.cancel(true);
    return rejected;
  }

  final void respondAfter(Duration delay) {
    upstream.always(
        request -> {
          CompletableFuture<SimpleHttpResponse> exchange = new CompletableFuture<>();
          Runnable responds = () -> exchange.complete(FakeTransport.OK);
          var unused = time.schedule(responds, delay.toNanos(), TimeUnit.NANOSECONDS);
          return exchange;
        });
  }

  static LiveblocksException failureOf(CompletableFuture<?> call) {
    assertThat(call).isCompletedExceptionally();
    return (LiveblocksException) call.handle((value, failure) -> failure).join();
  }

  @AfterEach
  void nothingIsHeldWhenAllCallsHaveEnded() {
    time.advance(DEADLINE);
    assertThat(client.limiter.inFlight()).isZero();
    assertThat(client.limiter.waiting()).isZero();
    assertThat(client.context.calls()).isEmpty();
    assertThat(time.pending()).isZero();
  }
}
