package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The page in a real browser. Needs the profile {@code live} and a Chromium; the tests themselves
 * are in {@code src/test/js}.
 */
class PageIT {

  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final int TIMEOUT_MINUTES = 18;

  @Test
  void pageWhenLiveblocksIsSimulatedThenItsTestsPass() throws Exception {
    try (RunningWar war = new RunningWar(Map.of())) {
      run("simulated", war, "node", "--test", "src/test/js/page.test.mjs");
    }
  }

  /** The development server runs the tests as its command, and ends with their exit status. */
  @Test
  void pageWhenWithTheDevelopmentServerThenPeopleMeetInRooms() throws Exception {
    String port = Integer.toString(freePort());
    try (RunningWar war =
        new RunningWar(
            Map.of(
                "liveblocks.secretKey",
                "sk_localdev",
                "liveblocks.baseUrl",
                "http://localhost:" + port))) {
      run(
          "live",
          war,
          PROJECT.resolve("node_modules/.bin/bun").toString(),
          "node_modules/liveblocks/dist/index.js",
          "dev",
          "--no-check",
          "--port",
          port,
          "--cmd",
          "node --test src/test/js/page.test.mjs");
    }
  }

  private static void run(String mode, RunningWar war, String... command) throws Exception {
    Path log = PROJECT.resolve("target/%s-page.log".formatted(mode));
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("PAGE_URL", war.url().toString());
    Process tests = builder.start();
    try {
      assertThat(tests.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
      assertThat(tests.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      tests.descendants().forEach(ProcessHandle::destroyForcibly);
      tests.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
