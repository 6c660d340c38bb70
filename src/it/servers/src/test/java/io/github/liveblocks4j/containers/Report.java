package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The table server x web application x JDK. */
final class Report {

  /**
   * One run.
   *
   * @param server with its version
   * @param jdk the feature version
   * @param start the time until the applications responded; "-" where it did not run
   * @param cells the result for each {@link WarKind}, as far as it was run
   * @param remark what else there is to say
   */
  record Row(String server, int jdk, String start, List<String> cells, String remark) {}

  private final List<Row> rows = new ArrayList<>();

  void ran(String server, int jdk, Duration start, List<String> cells, String remark) {
    String seconds = String.format(Locale.ROOT, "%.1f s", start.toMillis() / 1000.0);
    rows.add(new Row(server, jdk, seconds, cells, remark));
  }

  void skipped(String server, int jdk, String reason) {
    rows.add(new Row(server, jdk, "-", List.of(), "skipped: " + reason));
  }

  String asMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append("Run on ").append(LocalDate.now(ZoneOffset.UTC)).append(".\n\n");
    text.append("| server | JDK | up after |");
    for (WarKind war : WarKind.values()) {
      text.append(" ").append(war.title()).append(" |");
    }
    text.append(" remark |\n").append("|---".repeat(4 + WarKind.values().length)).append("|\n");
    for (Row row : rows) {
      text.append(
          "| %s | %d | %s | %s | %s |\n"
              .formatted(
                  row.server(),
                  row.jdk(),
                  row.start(),
                  String.join(" | ", filled(row.cells())),
                  row.remark()));
    }
    return text.toString();
  }

  private static List<String> filled(List<String> cells) {
    return IntStream.range(0, WarKind.values().length)
        .mapToObj(i -> i < cells.size() ? cells.get(i) : "-")
        .toList();
  }

  void writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, asMarkdown());
  }
}
