package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and when something was measured. */
final class Machine {

  private Machine() {}

  /** Returns a caption, with what else it should say. */
  static String caption(String more) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    return "%s, %d cores (%s), Linux. %s\n"
        .formatted(
            LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(), model, more);
  }
}
