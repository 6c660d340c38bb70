package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's tables and the Javadoc's say what the code does. */
class ReadmeTablesTest {

  private static List<MatchResult> rows(String file, String regex) throws IOException {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .toList();
  }

  @Test
  void settingsTableNamesEverySettingInItsSources() throws IOException {
    List<MatchResult> rows =
        rows("README.md", "^\\| `(\\w+)` \\| `(LIVEBLOCKS_\\w+)` \\| (.*?) \\|");
    assertThat(rows)
        .extracting(row -> row.group(1) + " " + row.group(2))
        .containsExactlyElementsOf(
            Arrays.stream(Setting.values())
                .map(setting -> setting.initParam() + " " + setting.environment())
                .toList());
  }

  @Test
  void settingsTableAgreesWithTheJavadoc() throws IOException {
    List<String> readme =
        rows("README.md", "^\\| `(\\w+)` \\| `LIVEBLOCKS_\\w+` \\| (.*?) \\|").stream()
            .map(row -> row.group(1) + " " + row.group(2).replace("`", ""))
            .toList();
    List<String> javadoc =
        rows(
                "src/main/java/io/github/liveblocks4j/servlet/LiveblocksAuthServlet.java",
                "<tr><td>(\\w+)</td><td>(.*?)</td>")
            .stream()
            .map(row -> row.group(1) + " " + row.group(2).replaceAll("\\{@code (.*?)}", "$1"))
            .toList();
    assertThat(readme).containsExactlyElementsOf(javadoc);
  }

  @Test
  void responsesTableHasEveryErrorResponse() throws IOException {
    assertThat(rows("README.md", "^\\| .*? \\| (\\d{3}) \\| (\\w+) \\| `(\\w+)` \\|"))
        .extracting(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorResponse.values())
                .map(
                    response ->
                        response.status()
                            + (response.error().equals("forbidden") ? " stops " : " retries ")
                            + response.code())
                .toList());
  }
}
