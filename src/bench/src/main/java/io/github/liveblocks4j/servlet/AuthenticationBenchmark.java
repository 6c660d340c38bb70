package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.InProcess;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.ListenerQueue;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.micrometer.LiveblocksMetrics;
import io.github.liveblocks4j.monitoring.RequestEvent;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One authentication from the body of the request to that of the response: resolver, limit, client
 * with all its resilience; no container, no network.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class AuthenticationBenchmark {

  private final Liveblocks liveblocks = InProcess.liveblocks();
  private final ListenerQueue listener =
      new ListenerQueue(
          new LiveblocksMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
  private final Liveblocks counting = InProcess.liveblocks(Liveblocks.builder().listener(listener));
  private final byte[] body = "{\"room\":\"plans\"}".getBytes(StandardCharsets.UTF_8);
  private final HttpServletRequest http =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.toString());
              });
  private final AuthEndpoint endpoint = endpoint(liveblocks);
  private final AuthEndpoint counted = endpoint(counting);

  private static AuthEndpoint endpoint(Liveblocks liveblocks) {
    return new AuthEndpoint(
        liveblocks,
        request ->
            LiveblocksUser.of("alice@acme").groupIds("designers").userInfo(Map.of("name", "Alice")),
        null,
        new InMemoryTokenRateLimiter(),
        Integer.MAX_VALUE,
        new RequestJson("{}"),
        new LogThrottle());
  }

  /** Authenticates. */
  @Benchmark
  public String authenticate() throws Exception {
    return endpoint.handle(http, body).join();
  }

  /** Authenticates, with metrics of the call and of the request. */
  @Benchmark
  public String authenticateWithMetrics() throws Exception {
    long began = System.nanoTime();
    String json = counted.handle(http, body).join();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    listener.onRequest(new RequestEvent("auth", "ok", 200, took, took));
    return json;
  }

  /** Ends the clients. */
  @TearDown
  public void close() {
    liveblocks.close();
    counting.close();
    listener.close();
  }
}
