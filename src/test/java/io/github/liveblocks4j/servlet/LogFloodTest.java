package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An outage is not logged for each request. */
@ExtendWith(FakeLiveblocksExtension.class)
class LogFloodTest {

  private static final int REQUESTS = 50;

  private static void post(FakeLiveblocks fake, UserResolver resolver, int status) {
    try (TestApp app = TestApp.with(new LiveblocksAuthServlet(resolver), fake, "maxRetries", "0")) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(app.post("{}").statusCode()).isEqualTo(status);
      }
    }
  }

  @Test
  void postWhenLiveblocksIsAwayThenLogsTheFirstAndASummary(FakeLiveblocks fake) {
    fake.always(Failure.status(503));
    try (CapturedLog log = new CapturedLog()) {
      post(fake, request -> LiveblocksUser.of("alice"), 503);

      assertThat(log.at(Level.WARNING))
          .filteredOn(line -> line.contains("responded 503 upstream_unavailable"))
          .satisfiesExactly(
              first -> assertThat(first).doesNotContain(" more since"),
              summary -> assertThat(summary).contains("(%d more since".formatted(REQUESTS - 1)));
    }
  }

  @Test
  void postWhenTheResolverThrowsThenLogsOneStackTrace(FakeLiveblocks fake) {
    try (CapturedLog log = new CapturedLog()) {
      post(
          fake,
          request -> {
            throw new IllegalStateException("database away");
          },
          500);

      assertThat(log.at(Level.SEVERE))
          .hasSize(2)
          .filteredOn(line -> line.contains("\tat "))
          .singleElement()
          .asString()
          .contains("database away");
    }
  }
}
