package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page in a real browser, with the real Liveblocks client and development server. Needs the
 * profile {@code live} and a Chromium; the tests themselves are in {@code src/test/js}.
 */
class LivePageIT {

  private static final Path PROJECT = Path.of(System.getProperty("project.directory"));
  private static final int TIMEOUT_MINUTES = 5;
  private static final Pattern BROWSER_URL = Pattern.compile("\"browserUrl\":\"([^\"]+)\"");

  @Test
  void pageWhenUsedInABrowserThenItsTestsPass() throws Exception {
    try (RunningWar war = startLive()) {
      runBrowserTests(
          war,
          "src/test/js/page.test.mjs",
          "src/test/js/share.test.mjs",
          "src/test/js/panels.test.mjs");
    }
  }

  @Test
  void pageWhenThereAreNoRoomsToEnterThenItsTestsPass() throws Exception {
    try (RunningWar war = RunningWar.start(Map.of("example.live", "false"))) {
      runBrowserTests(war, "src/test/js/response.test.mjs", "src/test/js/panels.test.mjs");
      runBrowserTests(
          war,
          "--test-name-pattern=the other sees at once",
          "--test-name-pattern=by keyboard alone, and gives focus back",
          "src/test/js/share.test.mjs");
    }
  }

  private static void runBrowserTests(RunningWar war, String... arguments) throws Exception {
    Path log = PROJECT.resolve("target/browser-tests.log");
    List<String> command = new ArrayList<>(List.of("node", "--test", "--test-concurrency=1"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("PAGE_URL", war.url().toString());
    Process tests = builder.start();

    boolean ended = tests.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      tests.descendants().forEach(ProcessHandle::destroyForcibly);
      tests.destroyForcibly();
    }
    assertThat(ended).as(() -> "ended in time: " + read(log)).isTrue();
    assertThat(tests.exitValue()).as(() -> read(log)).isZero();
  }

  @Test
  void closeWhenTheApplicationStopsThenTheDevelopmentServerIsGone() throws Exception {
    URI developmentServer;
    try (RunningWar war = startLive()) {
      developmentServer = developmentServerOf(war);
      connect(developmentServer);
    }

    assertThatThrownBy(() -> connect(developmentServer)).isInstanceOf(ConnectException.class);
  }

  private static RunningWar startLive() throws Exception {
    return RunningWar.start(
        Map.of("example.nodeModules", PROJECT.resolve("node_modules").toString()));
  }

  private static URI developmentServerOf(RunningWar war) throws Exception {
    Matcher url = BROWSER_URL.matcher(new Browser(war.url()).get("api/back-end").body());
    assertThat(url.find()).as("the page can enter rooms").isTrue();
    return URI.create(url.group(1));
  }

  private static void connect(URI server) throws IOException {
    new Socket(server.getHost(), server.getPort()).close();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
