package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rotates the secret key of a running endpoint. */
@Timeout(60)
class KeyRotationTest {

  private static final String OLD = "sk_dev_topsecretOld";
  private static final String NEW = "sk_dev_topsecretNew";

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final CapturedLog log = new CapturedLog();
  private final Logger httpClient = Logger.getLogger("org.apache.hc");

  @TempDir private Path directory;

  @BeforeEach
  void begin() throws IOException {
    fake.secretKey(OLD);
    write(OLD);
    log.include(httpClient);
  }

  @AfterEach
  void nothingOfAKeyIsInTheLog() {
    log.close();
    assertThat(log.text()).contains("Secret key replaced").doesNotContain("topsecret");
  }

  private void write(String content) throws IOException {
    Files.writeString(directory.resolve("key"), content);
  }

  private TestApp start() {
    return TestApp.with(
        new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice")),
        Map.of(
            "secretKeyFile", directory.resolve("key").toString(),
            "baseUrl", fake.baseUrl().toString(),
            "maxRetries", "0"));
  }

  private static int status(TestApp app) {
    return app.post("{}").statusCode();
  }

  @Test
  void doPostWhenTheFileHoldsTheNewKeyThenItIsUsedWithoutARestart() throws IOException {
    try (TestApp app = start()) {
      assertThat(status(app)).isEqualTo(200);
      fake.secretKey(NEW);
      write(NEW + "\n");

      assertThat(status(app)).isEqualTo(200);
      assertThat(fake.requests()).hasSize(3); // one of them rejected
      assertThat(status(app)).isEqualTo(200);
      assertThat(fake.requests()).hasSize(4);
      assertThat(log.at(Level.INFO)).anyMatch(line -> line.contains("Secret key replaced"));
    }
  }

  @Test
  void doPostWhenFiftyClientsMeetTheRotationThenAllGetTheirToken() throws IOException {
    try (TestApp app = start()) {
      assertThat(status(app)).isEqualTo(200);
      fake.secretKey(NEW);
      write(NEW);

      HttpRequest.Builder request =
          app.request(TestApp.PATH, "Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      assertThat(Stream.generate(() -> app.sendAsync(request)).limit(50).toList())
          .extracting(response -> response.join().statusCode())
          .containsOnly(200);
      assertThat(fake.requests()).hasSizeBetween(52, 101);
      assertThat(log.text()).containsOnlyOnce("Secret key replaced");
    }
  }
}
