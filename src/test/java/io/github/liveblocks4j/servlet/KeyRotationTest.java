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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rotates the secret key of a running endpoint. */
@ExtendWith(FakeLiveblocksExtension.class)
class KeyRotationTest {

  private static final String OLD = "sk_dev_topsecretOld";
  private static final String NEW = "sk_dev_topsecretNew";

  @Test
  void doPostWhenFiftyClientsMeetTheRotationThenAllGetTheirToken(
      FakeLiveblocks fake, @TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), OLD);
    fake.secretKey(OLD);
    Map<String, String> settings =
        Map.of(
            "secretKeyFile", file.toString(),
            "baseUrl", fake.baseUrl().toString(),
            "maxRetries", "0");
    try (CapturedLog log = new CapturedLog().include(Logger.getLogger("org.apache.hc"));
        TestApp app =
            TestApp.with(
                new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice")), settings)) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);

      fake.secretKey(NEW);
      Files.writeString(file, NEW + "\n");
      HttpRequest.Builder request =
          app.request(TestApp.PATH, "Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));

      assertThat(Stream.generate(() -> app.sendAsync(request)).limit(50).toList())
          .extracting(response -> response.join().statusCode())
          .containsOnly(200);
      int requests = fake.requests().size();
      assertThat(requests).isBetween(52, 101);
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(fake.requests()).hasSize(requests + 1);
      assertThat(log.at(Level.INFO)).filteredOn(line -> line.contains("replaced")).hasSize(1);
      assertThat(log.text()).doesNotContain("topsecret");
    }
  }
}
