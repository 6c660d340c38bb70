package io.github.liveblocks4j.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.InFlight;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.TestApp;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** One behaviour, met by some callers at once through an endpoint of its own; then the recovery. */
final class Trial implements AutoCloseable {

  static final String SECRET_KEY = "sk_dev_chaos";

  private static final Duration DEADLINE = Duration.ofMillis(1_500);
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  /**
   * A call gives back what it holds before its response; an attempt that just begins soon after.
   */
  private static final Duration SOON = Duration.ofMillis(250);

  /** What the network has on its way is not ours to clean up at once. */
  private static final Duration CLEAN_UP = Duration.ofSeconds(1);

  /** The breaker probes each second at least. */
  private static final Duration RECOVERY = Duration.ofSeconds(2);

  /** The largest response that is read, and what the system's buffers take beyond it. */
  private static final long MOST_SENT = 32L << 20;

  private final Behaviour behaviour;
  private final int callers;
  private final int permits;
  private final Upstream upstream;
  private final Liveblocks liveblocks;
  private final TestApp app;
  private int users;
  private boolean breakerMayOpen;

  Trial(Behaviour behaviour, int callers, Certificates certificates) throws IOException {
    this.behaviour = behaviour;
    this.callers = callers;
    this.permits = callers == 1 ? 2 : behaviour.isTls() ? 20 : 50;
    this.upstream = new Upstream(certificates, behaviour);
    this.liveblocks =
        Liveblocks.builder()
            .secretKey(SECRET_KEY)
            .baseUrl(behaviour.origin() + ":" + upstream.port())
            .deadline(DEADLINE)
            // Many handshakes at once take a busy machine its time.
            .connectTimeout(behaviour.isTls() && callers > 1 ? DEADLINE : CONNECT_TIMEOUT)
            .maxRetries(1)
            .maxConcurrentCalls(permits)
            .build();
    this.app =
        TestApp.with(
            new LiveblocksAuthServlet(
                liveblocks, request -> LiveblocksUser.of(request.http().getHeader("X-User"))),
            Map.of());
  }

  void run() throws IOException {
    List<Reply> replies;
    Duration latest;
    try (Stalls stalls = new Stalls()) {
      replies = post(callers);
      // Caller and container both have threads that wait for a busy machine.
      latest = DEADLINE.plus(TOLERANCE).plus(stalls.soFar().multipliedBy(2));
    }
    // On a busy machine so many time out that the breaker opens.
    breakerMayOpen =
        callers > 1
            && (behaviour.isUnavailableToSome() || replies.stream().anyMatch(Expected.TIMEOUT::is));
    assertThat(replies.stream().flatMap(reply -> faults(reply, latest).stream())).isEmpty();
    assertThat(replies.stream().filter(behaviour.expected()::is).count())
        .as("replies as %s has to give them", behaviour)
        .isPositive();

    upstream.heal();
    assertNothingLeft();
    if (behaviour.heals()) {
      assertNextCallSucceeds();
      assertAllConnectionsAreThere();
      assertNothingLeft();
    }
    assertThat(upstream.mostSent()).as("bytes over one connection").isLessThan(MOST_SENT);
  }

  private List<Reply> post(int count) {
    return IntStream.range(0, count).mapToObj(i -> post("user" + ++users)).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private CompletableFuture<Reply> post(String user) {
    HttpRequest.Builder request =
        app.request(TestApp.PATH, "X-User", user, "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    long began = System.nanoTime();
    return app.sendAsync(request)
        .thenApply(
            response -> Reply.of(user, response, Duration.ofNanos(System.nanoTime() - began)));
  }

  private List<String> faults(Reply reply, Duration latest) {
    List<String> faults = new ArrayList<>();
    if (reply.after().compareTo(latest) > 0) {
      faults.add("later than %d ms: %s".formatted(latest.toMillis(), reply));
    }
    if (!isAllowed(reply)) {
      faults.add("not documented: " + reply);
    }
    if (reply.status() == 200 && !reply.isOwnToken()) {
      faults.add("not the token of this user: " + reply);
    }
    if (reply.status() == 503 && !reply.hasRetryAfter()) {
      faults.add("without a sensible Retry-After: " + reply);
    }
    return faults;
  }

  private boolean isAllowed(Reply reply) {
    return behaviour.expected().is(reply)
        || (breakerMayOpen && Expected.UNAVAILABLE.is(reply))
        // Its turn did not come in time.
        || (callers > 1 && Expected.TIMEOUT.is(reply) && reply.after().compareTo(DEADLINE) >= 0);
  }

  private void assertNothingLeft() {
    InFlight none = new InFlight(0, 0, permits);
    await(SOON, () -> InFlight.of(liveblocks).equals(none));
    assertThat(InFlight.of(liveblocks)).isEqualTo(none);
    await(CLEAN_UP, () -> upstream.busy() == 0);
    assertThat(upstream.busy()).as("connections that we neither use nor have closed").isZero();
  }

  private void assertNextCallSucceeds() {
    if (callers == 1) { // The breaker is closed.
      assertThat(post(1)).allMatch(Reply::isOwnToken);
    } else {
      await(RECOVERY, () -> post(1).get(0).isOwnToken());
      assertThat(post(1)).as("%s after the recovery", RECOVERY).allMatch(Reply::isOwnToken);
    }
  }

  /** As many calls in flight as may be. */
  private void assertAllConnectionsAreThere() {
    List<Reply> replies;
    int rounds = 0;
    do { // A busy machine may not get them there together; a connection that is lost never comes.
      upstream.gather(permits);
      replies = post(permits);
    } while (++rounds < 3 && !replies.stream().allMatch(Reply::isOwnToken));
    assertThat(replies).as("all connections at once").allMatch(Reply::isOwnToken);
  }

  private static void await(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public void close() throws IOException {
    app.close();
    liveblocks.close();
    await(CLEAN_UP, () -> upstream.open() == 0);
    int open = upstream.open();
    upstream.close();
    assertThat(open).as("connections after close").isZero();
  }
}
