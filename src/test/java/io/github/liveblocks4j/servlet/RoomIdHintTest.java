package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of other back ends send {@code roomId}, which is no room here. */
@ExtendWith(FakeLiveblocksExtension.class)
class RoomIdHintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"roomId\":\"plans\"} | 1",
        "{\"room\":\"plans\",\"roomId\":\"plans\"} | 0",
        "{} | 0"
      })
  void postWhenThePageSendsRoomIdThenTheLogSaysSo(String body, int lines, FakeLiveblocks fake) {
    UserResolver resolver = request -> LiveblocksUser.of("alice");
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(new LiveblocksAuthServlet(resolver), fake)) {
      assertThat(app.post(body).statusCode()).isEqualTo(200);

      assertThat(log.at(Level.FINE))
          .filteredOn(line -> line.contains("sent roomId instead of room"))
          .hasSize(lines);
    }
  }
}
