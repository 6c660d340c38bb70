package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table server x web application x JDK. */
final class Report {

  private final List<String> rows = new ArrayList<>();

  /**
   * One run.
   *
   * @param start the time until the applications responded
   * @param cells the result for each {@link WarKind}, as far as it was run
   * @param remark what else there is to say
   */
  void ran(String server, int jdk, Duration start, List<String> cells, String remark) {
    List<String> filled = new ArrayList<>(cells);
    filled.addAll(Collections.nCopies(WarKind.values().length - cells.size(), "-"));
    rows.add(
        "| %s | %d | %d s | %s | %s |\n"
            .formatted(server, jdk, start.toSeconds(), String.join(" | ", filled), remark));
  }

  void skipped(String server, int jdk, String reason) {
    ran(server, jdk, Duration.ZERO, List.of(), "skipped: " + reason);
  }

  String asMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append("Run on ").append(LocalDate.now(ZoneOffset.UTC)).append(".\n\n");
    text.append("| server | JDK | up after |");
    for (WarKind war : WarKind.values()) {
      text.append(" ").append(war.title()).append(" |");
    }
    text.append(" remark |\n").append("|---".repeat(4 + WarKind.values().length)).append("|\n");
    rows.forEach(text::append);
    return text.toString();
  }

  void writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, asMarkdown());
  }
}
