package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Visitors who request tokens again and again, each a little after the last response: however slow
 * the machine is, so many are under way. Each token is decoded, and compared with its user. Every
 * fiftieth request meets a failure of Liveblocks.
 */
final class Load implements AutoCloseable {

  private static final int VISITORS = 20;
  private static final int USERS = 200;
  private static final int FAILURE_EVERY = 50;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final List<Failure> FAILURES =
      List.of(
          Failure.status(503),
          Failure.reset(),
          Failure.status(500),
          Failure.halfBody(),
          Failure.delay(Duration.ofSeconds(2)),
          Failure.status(429).header("Retry-After", "1"),
          Failure.lostResponse(),
          Failure.malformedBody(),
          Failure.hang());

  private static final Pattern TOKEN =
      Pattern.compile("\\{\"token\":\"[\\w-]+\\.([\\w-]+)\\.[\\w-]+\"}");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");

  /** What may become of a request at any time, beside a token. */
  private static final Set<String> DOCUMENTED =
      Set.of("502 upstream_invalid", "503 upstream_unavailable", "504 upstream_timeout");

  /** What may become of one during a redeploy. */
  private static final Set<String> REDEPLOYED = Set.of("404", "503", "503 busy", "none");

  private final FakeLiveblocks fake;
  private final ServletContainer tomcat;
  private final String context;
  private final String path;
  private final ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean stopped;
  private final AtomicInteger redeploys = new AtomicInteger(); // odd: one is under way
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

  Load(FakeLiveblocks fake, ServletContainer tomcat, String context, String path) {
    this.fake = fake;
    this.tomcat = tomcat;
    this.context = context;
    this.path = path;
  }

  void start() {
    for (int i = 0; i < VISITORS; i++) {
      visitors.execute(this::visit);
    }
  }

  /** Begins or ends a time in which a request may meet a server without the application. */
  void redeployBeginsOrEnds() {
    redeploys.incrementAndGet();
  }

  private void visit() {
    while (!stopped) {
      int number = sent.getAndIncrement();
      if (number % FAILURE_EVERY == FAILURE_EVERY - 1) {
        fake.next(FAILURES.get(number / FAILURE_EVERY % FAILURES.size()));
      }
      int begun = redeploys.get();
      String outcome = outcome("user-" + number % USERS);
      count(outcome, begun % 2 == 1 || redeploys.get() != begun);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void count(String outcome, boolean redeployed) {
    boolean allowed =
        outcome.equals("200")
            || DOCUMENTED.contains(outcome)
            || (redeployed && REDEPLOYED.contains(outcome));
    String name = (allowed ? "" : "FAULT ") + (redeployed ? "redeploy " : "") + outcome;
    outcomes.computeIfAbsent(name, key -> new LongAdder()).increment();
  }

  private String outcome(String user) {
    HttpResponse<String> response;
    try {
      response = tomcat.send(tomcat.post(context, path, "{}").header("X-Test-User", user));
    } catch (IOException | InterruptedException e) {
      return "none";
    }
    if (response.statusCode() != 200) {
      Matcher code = CODE.matcher(response.body());
      return response.statusCode() + (code.find() ? " " + code.group(1) : "");
    }
    Matcher token = TOKEN.matcher(response.body());
    if (!token.matches()) {
      return "200 without a token";
    }
    String claims =
        new String(Base64.getUrlDecoder().decode(token.group(1)), StandardCharsets.UTF_8);
    return claims.contains("\"uid\":\"" + user + "\"") ? "200" : "another user's token";
  }

  /** Sends nothing more, and waits for what is under way. */
  void stop() throws InterruptedException {
    close();
    assertThat(visitors.awaitTermination(6, TimeUnit.MINUTES)).isTrue();
    fake.clearFailures();
  }

  /** Returns how many requests had each outcome; those that must not happen begin with FAULT. */
  Map<String, Long> outcomes() {
    Map<String, Long> counts = new TreeMap<>();
    outcomes.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }

  @Override
  public void close() {
    stopped = true;
    visitors.shutdown();
  }
}
