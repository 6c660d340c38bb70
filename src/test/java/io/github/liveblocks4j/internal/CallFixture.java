package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;

/** Calls on a time that stands still until it is told to pass, and what they need. */
abstract class CallFixture {

  static final Duration DEADLINE = Duration.ofSeconds(8);
  static final ApiRequest CREATE = new ApiRequest("POST", "/v2/rooms", "{}", false);

  private final Executor executor = new InTurn();
  final FakeScheduler time = new FakeScheduler();
  final RotatingKey authorization = new RotatingKey();
  final FakeTransport upstream = new FakeTransport();
  final Failures failures =
      new Failures(
          new Json(), Clock.systemUTC(), URI.create("https://api.test"), DEADLINE, 20, 1_000);
  final CallLimiter limiter = new CallLimiter(20, 1_000, executor);
  final Breaker breaker = new Breaker("token calls", time);
  final Pipeline pipeline =
      new Pipeline(
          upstream,
          authorization,
          time,
          executor,
          limiter,
          new RetryPolicy(2, () -> 0),
          new SecondAttempts(20, time),
          failures,
          DEADLINE.toNanos(),
          new CallsInFlight(time));
  private int users;

  final CompletableFuture<String> call(ApiRequest request) {
    Call<String> call = new Call<>(pipeline, request, response -> read(request, response), breaker);
    pipeline.calls().add(call);
    return call.start();
  }

  private String read(ApiRequest request, TransportResponse response) {
    if (response.status() != 200) {
      throw failures.of(request, response);
    }
    return response.text();
  }

  final CompletableFuture<String> call() {
    return call(ApiRequest.forToken("/v2/identify-user", "{}", "user" + users++));
  }

  final void respondAfter(Duration delay) {
    upstream.always(
        request -> {
          CompletableFuture<TransportResponse> exchange = new CompletableFuture<>();
          var unused = time.schedule(() -> exchange.complete(FakeTransport.OK), delay.toNanos());
          return exchange;
        });
  }

  static LiveblocksException failureOf(CompletableFuture<?> call) {
    assertThat(call).isCompletedExceptionally();
    return (LiveblocksException)
        call.handle((value, failure) -> failure).thenApply(failure -> failure).join();
  }

  @AfterEach
  void nothingIsHeldWhenAllCallsHaveEnded() {
    time.advance(DEADLINE);
    assertThat(limiter.available()).isEqualTo(20);
    assertThat(limiter.waiting()).isZero();
    assertThat(pipeline.calls().size()).isZero();
    assertThat(time.pending()).isZero();
  }

  /**
   * Runs tasks on the thread of the caller, the ones that a task adds after it: a thousand calls
   * that each begin the next when they end would overflow the stack.
   */
  private static final class InTurn implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
      try {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
          next.run();
        }
      } finally {
        running = false;
      }
    }
  }

  /** Stands for a key file: holds a key that calls learn of only when theirs is rejected. */
  static final class RotatingKey implements Authorization {
    private String current = "old";
    String inFile = "old";

    @Override
    public String value() {
      return current;
    }

    @Override
    public boolean hasReplaced(String rejected) {
      current = inFile;
      return !current.equals(rejected);
    }
  }
}
