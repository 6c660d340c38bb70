package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, where it is installed: nobody's of those compared. */
final class Wrk {

  private static final Pattern RESULT = Pattern.compile("requests=.*");

  private Wrk() {}

  static boolean isInstalled() {
    try {
      return new ProcessBuilder("wrk", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          >= 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Load.Result run(URI url, int connections, int seconds)
      throws IOException, InterruptedException {
    String output =
        Program.run(
            Path.of("").toAbsolutePath(),
            Map.of(
                "BENCH_USERS", Integer.toString(Load.USERS),
                "BENCH_PATH", url.getPath(),
                "BENCH_BODY", Load.BODY),
            Duration.ofSeconds(seconds + 30L),
            List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                Path.of("js/post.lua").toAbsolutePath().toString(),
                url.toString()));
    Matcher result = RESULT.matcher(output);
    if (!result.find()) {
      throw new IOException("wrk printed no result:\n" + output);
    }
    return Load.Result.parse(result.group());
  }
}
