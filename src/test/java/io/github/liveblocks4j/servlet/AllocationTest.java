package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.liveblocks4j.InProcess;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.support.scan.SecretsScan;
import io.github.liveblocks4j.testing.AuthRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds what one authentication allocates to a budget: from the body of the request to that of the
 * response, on this thread and on those of the client. It does not see the container, HTTP to
 * Liveblocks, and what the compiler saves in a server that has run for a while: src/bench does.
 */
class AllocationTest {

  private static final int CALLS = 1_000;
  private static final int WINDOWS = 5;

  /** A twentieth more than without the compiler, whose savings differ from run to run. */
  private static final long BUDGET_BYTES = 9_650;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @BeforeAll
  static void logAsUsual() {
    SecretsScan.logAsUsual();
  }

  @Test
  void handleWhenLiveblocksRespondsAtOnceThenAllocatesNoMoreThanTheBudget() throws Exception {
    byte[] body = "{\"room\":\"plans\"}".getBytes(StandardCharsets.UTF_8);
    HttpServletRequest http = AuthRequests.forRoom("plans").build().http();
    LogThrottle throttle = new LogThrottle(System.getLogger("test"));
    try (Liveblocks liveblocks = InProcess.liveblocks()) {
      AuthEndpoint endpoint =
          new AuthEndpoint(
              liveblocks,
              request ->
                  LiveblocksUser.of("alice@acme")
                      .groupIds("designers")
                      .userInfo(Map.of("name", "Alice")),
              new TokenLimit(new InMemoryTokenRateLimiter(), Integer.MAX_VALUE, throttle),
              null,
              new RequestJson("{}"));
      long least = Long.MAX_VALUE;
      // The least of several windows: the first ones load classes.
      for (int window = 0; window < WINDOWS; window++) {
        long before = allocated();
        for (int call = 0; call < CALLS; call++) {
          endpoint.handle(http, body).join();
        }
        least = Math.min(least, (allocated() - before) / CALLS);
      }

      assertThat(least).isBetween(1L, BUDGET_BYTES);
    }
  }

  /** Returns the bytes that this thread and those of the client have allocated so far. */
  private static long allocated() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.equals(Thread.currentThread()) || thread.getName().startsWith("liveblocks"))
        .mapToLong(thread -> THREADS.getThreadAllocatedBytes(thread.getId()))
        .sum();
  }
}
