package io.github.liveblocks4j.micrometer;

import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.monitoring.RequestEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of the endpoints and of calls to Liveblocks, by Micrometer; the handbook has the table of
 * their names and tags. Thread-safe.
 *
 * <p>The number of time series is bounded: codes and statuses are few, and at most {@value
 * #MAX_OPERATIONS} operations of the API are told apart, by method and path template.
 */
public final class LiveblocksMetrics implements LiveblocksListener, AutoCloseable {

  /** The application chooses the templates of its calls, and one could be made of ids. */
  private static final int MAX_OPERATIONS = 100;

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(8)
  };

  private final MeterRegistry registry;
  private final Set<String> operations = ConcurrentHashMap.newKeySet();
  private final Collection<Meter> created = ConcurrentHashMap.newKeySet();
  private final List<Supplier<LiveblocksHealth>> clients = new CopyOnWriteArrayList<>();

  // By their tags. Not by a record: JDK 17 keeps the class of the record whose equals was linked
  // last, and with it a web application that is gone (JDK-8078641).
  private final Map<List<String>, Requests> requests = new ConcurrentHashMap<>();
  private final Map<List<String>, Calls> calls = new ConcurrentHashMap<>();

  /** What requests with the same tags count. */
  private record Requests(Timer total, Timer application) {}

  /** What calls with the same tags count. */
  private record Calls(Timer total, Timer queued, Timer upstream, Counter retries) {}

  /** Creates metrics in Micrometer's global registry, for a setting that names this class. */
  public LiveblocksMetrics() {
    this(Metrics.globalRegistry);
  }

  /**
   * Creates metrics.
   *
   * @param registry where they go
   */
  public LiveblocksMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void onRequest(RequestEvent request) {
    Requests meters =
        requests.computeIfAbsent(
            List.of(request.endpoint(), request.code(), status(request.status())),
            tags -> {
              Tags ofEndpoint = Tags.of("endpoint", tags.get(0));
              return new Requests(
                  timer(
                      "liveblocks.requests",
                      "Requests to the endpoints",
                      ofEndpoint.and("code", tags.get(1), "status", tags.get(2)),
                      BUCKETS),
                  timer(
                      "liveblocks.requests.application",
                      "The part of requests in the application's code",
                      ofEndpoint));
            });
    meters.total.record(request.total());
    if (!request.application().isZero()) { // Not rejected before.
      meters.application.record(request.application());
    }
  }

  @Override
  public void onCall(CallEvent call) {
    Calls meters =
        calls.computeIfAbsent(
            List.of(call.method(), uri(call), call.code(), status(call.status())),
            this::callMeters);
    meters.total.record(call.total());
    meters.queued.record(call.queued());
    if (call.attempts() > 0) {
      meters.upstream.record(call.upstream());
      meters.retries.increment(call.attempts() - 1);
    }
  }

  private String uri(CallEvent call) {
    String operation = call.method() + call.pathTemplate();
    return operations.contains(operation)
            || (operations.size() < MAX_OPERATIONS && operations.add(operation))
        ? call.pathTemplate()
        : "other";
  }

  private Calls callMeters(List<String> tags) {
    Tags operation = Tags.of("method", tags.get(0), "uri", tags.get(1));
    return new Calls(
        timer(
            "liveblocks.calls",
            "Calls to Liveblocks, all attempts together",
            operation.and("code", tags.get(2), "status", tags.get(3)),
            BUCKETS),
        timer("liveblocks.calls.queued", "The wait of calls for their turn", Tags.empty()),
        timer("liveblocks.calls.upstream", "The part of calls at Liveblocks", operation),
        keep(
            Counter.builder("liveblocks.calls.retries")
                .description("Attempts after the first one of a call")
                .tags(operation)
                .register(registry)));
  }

  private static String status(int status) {
    return status == 0 ? "none" : Integer.toString(status);
  }

  private Timer timer(String name, String description, Tags tags, Duration... buckets) {
    return keep(
        Timer.builder(name)
            .description(description)
            .tags(tags)
            .serviceLevelObjectives(buckets)
            .register(registry));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Gauges are sums over all clients.
   */
  @Override
  public void onClient(Supplier<LiveblocksHealth> health) {
    clients.add(health);
    if (clients.size() > 1) {
      return;
    }
    gauge("liveblocks.calls.active", "Calls at Liveblocks", LiveblocksHealth::callsInFlight);
    gauge("liveblocks.calls.waiting", "Calls waiting", LiveblocksHealth::callsWaiting);
    gauge(
        "liveblocks.breaker.open",
        "Clients whose circuit breaker is open",
        each -> each.tokenBreakerOpen() ? 1 : 0,
        "calls",
        "token");
    gauge(
        "liveblocks.breaker.open",
        "Clients whose circuit breaker is open",
        each -> each.breakerOpen() ? 1 : 0,
        "calls",
        "other");
    gauge(
        "liveblocks.secret.key.rejected",
        "Clients whose secret key was rejected",
        each -> each.secretKeyRejected() ? 1 : 0);
  }

  private void gauge(
      String name, String description, ToDoubleFunction<LiveblocksHealth> value, String... tags) {
    keep(
        Gauge.builder(
                name, clients, all -> all.stream().map(Supplier::get).mapToDouble(value).sum())
            .description(description)
            .tags(tags)
            .register(registry));
  }

  private <T extends Meter> T keep(T meter) {
    created.add(meter);
    return meter;
  }

  /** Removes from the registry what this object has counted. */
  @Override
  public void close() {
    created.forEach(registry::remove);
    clients.clear();
  }
}
