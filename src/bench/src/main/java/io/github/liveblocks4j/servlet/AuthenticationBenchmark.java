package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.InProcess;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.RequestJson;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
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
  private final byte[] body = "{\"room\":\"plans\"}".getBytes(StandardCharsets.UTF_8);
  private final HttpServletRequest http =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.toString());
              });
  private final AuthEndpoint endpoint =
      new AuthEndpoint(
          liveblocks,
          request ->
              LiveblocksUser.of("alice@acme")
                  .groupIds("designers")
                  .userInfo(Map.of("name", "Alice")),
          null,
          new InMemoryTokenRateLimiter(),
          Integer.MAX_VALUE,
          new RequestJson("{}"),
          new LogThrottle(System.getLogger("bench")));

  /** Authenticates. */
  @Benchmark
  public String authenticate() throws Exception {
    return endpoint.handle(http, body).join();
  }

  /** Ends the client. */
  @TearDown
  public void close() {
    liveblocks.close();
  }
}
