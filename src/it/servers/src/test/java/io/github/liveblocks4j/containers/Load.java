package io.github.liveblocks4j.containers;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many users who ask for tokens at a steady rate, whether the server keeps up or not. Each token is
 * decoded, and compared with the user who asked. Every fiftieth request meets a failure of
 * Liveblocks.
 */
final class Load implements AutoCloseable {

  private static final int USERS = 200;
  private static final int FAILURE_EVERY = 50;
  private static final int MOST_FAULTS = 20;

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
  private static final List<String> DOCUMENTED =
      List.of("502 upstream_invalid", "503 upstream_unavailable", "504 upstream_timeout");

  private final FakeLiveblocks fake;
  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30)) // The queue for new connections is short.
          .build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger redeploys = new AtomicInteger(); // odd: one is under way
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  Load(FakeLiveblocks fake, URI endpoint) {
    this.fake = fake;
    this.endpoint = endpoint;
  }

  void start(int perSecond) {
    var unused =
        clock.scheduleAtFixedRate(
            this::sendNext, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
  }

  /** From now on a request may also meet a server without the application. */
  void redeployBegins() {
    redeploys.incrementAndGet();
  }

  void redeployEnds() {
    redeploys.incrementAndGet();
  }

  private void sendNext() {
    int number = sent.getAndIncrement();
    if (number % FAILURE_EVERY == FAILURE_EVERY - 1) {
      fake.next(FAILURES.get(number / FAILURE_EVERY % FAILURES.size()));
    }
    String user = "user-" + number % USERS;
    int begun = redeploys.get();
    inFlight.incrementAndGet();
    var unused =
        send(user)
            .handle(
                (response, failure) -> {
                  inFlight.decrementAndGet();
                  ended(user, begun % 2 == 1 || redeploys.get() != begun, response, failure);
                  return null;
                });
  }

  CompletableFuture<HttpResponse<String>> send(String user) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("X-Test-User", user)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Sends one request; completes with {@code 200} for the user's own token, or what came else. */
  CompletableFuture<String> ask(String user) {
    return send(user)
        .handle((response, failure) -> failure == null ? outcome(user, response) : "" + failure);
  }

  private void ended(
      String user,
      boolean redeployed,
      @Nullable HttpResponse<String> response,
      @Nullable Throwable failure) {
    String outcome = outcome(user, response);
    outcomes
        .computeIfAbsent((redeployed ? "redeploy: " : "") + outcome, name -> new LongAdder())
        .increment();
    boolean allowed =
        outcome.equals("200")
            || DOCUMENTED.contains(outcome)
            || (redeployed && List.of("404", "503", "503 starting", "none").contains(outcome));
    if (!allowed && faults.size() < MOST_FAULTS) {
      faults.add("%s: %s %s".formatted(user, outcome, failure == null ? "" : failure));
    }
  }

  private static String outcome(String user, @Nullable HttpResponse<String> response) {
    if (response == null) {
      return "none";
    }
    Matcher code = CODE.matcher(response.body());
    if (response.statusCode() != 200) {
      return response.statusCode() + (code.find() ? " " + code.group(1) : "");
    }
    Matcher token = TOKEN.matcher(response.body());
    if (!token.matches()) {
      return "200 without a token";
    }
    String claims =
        new String(Base64.getUrlDecoder().decode(token.group(1)), StandardCharsets.UTF_8);
    return claims.contains("\"uid\":\"" + user + "\"") ? "200" : "another user's token: " + claims;
  }

  /** Sends nothing more, and waits for what is under way. */
  void stop() throws InterruptedException {
    clock.shutdown();
    for (int i = 0; i < 400 && inFlight.get() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    fake.clearFailures();
  }

  /** Returns what must not have happened. */
  List<String> faults() {
    return Stream.concat(
            faults.stream(),
            inFlight.get() == 0 ? Stream.of() : Stream.of(inFlight + " without a response"))
        .toList();
  }

  /** Returns how many requests outside of redeploys got something else than a token, in percent. */
  double failedPercent() {
    long all = 0;
    long good = 0;
    for (Map.Entry<String, LongAdder> outcome : outcomes.entrySet()) {
      if (!outcome.getKey().startsWith("redeploy")) {
        all += outcome.getValue().sum();
        good += outcome.getKey().equals("200") ? outcome.getValue().sum() : 0;
      }
    }
    return all == 0 ? 100 : 100.0 * (all - good) / all;
  }

  @Override
  public String toString() {
    return sent + " requests: " + new TreeMap<>(outcomes);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
