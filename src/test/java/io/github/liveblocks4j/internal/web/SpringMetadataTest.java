package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What IDEs know of the properties comes from the settings, and from the documents' tables. */
class SpringMetadataTest {

  private static final Path FILE =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

  private static final String ROW = "^\\| `(\\w+)` \\| `LIVEBLOCKS_\\w+` \\| (.*?) \\| (.*?) \\|$";

  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  @Test
  void metadataIsThatOfTheSettings() throws IOException {
    Map<String, MatchResult> rows =
        ReadmeTablesTest.rows(ROW).stream()
            .collect(Collectors.toMap(row -> row.group(1), row -> row));
    String expected =
        Arrays.stream(Setting.values())
            .map(
                setting ->
                    property(
                        setting.property(),
                        Objects.requireNonNull(rows.get(setting.initParam()), setting.name())))
            .collect(
                Collectors.joining(
                    ",\n",
                    "{\n  \"groups\": [{\"name\": \"liveblocks\"}],\n  \"properties\": [\n",
                    "\n  ]\n}\n"));
    Path target = Path.of("target", FILE.getFileName().toString());
    Files.writeString(target, expected);

    assertThat(FILE).as("cp %s %s", target, FILE).hasContent(expected);
  }

  private static String property(String name, MatchResult row) {
    String byDefault = row.group(2).replace("`", "");
    String meaning = LINK.matcher(row.group(3)).replaceAll("$1").replace("`", "");
    String type = type(byDefault, meaning);
    boolean literal = type.endsWith(".Integer") || type.endsWith(".Boolean");
    return "    {\n"
        + """
              "name": "liveblocks.%s",
              "type": "%s",
              "description": "%s."%s
            }\
        """
            .formatted(
                name,
                type,
                meaning.replace("\"", "\\\""),
                List.of("none", "required").contains(byDefault)
                    ? ""
                    : ",\n      \"defaultValue\": "
                        + (literal ? byDefault : '"' + byDefault + '"'));
  }

  private static String type(String byDefault, String meaning) {
    if (byDefault.matches("true|false")) {
      return "java.lang.Boolean";
    }
    if (byDefault.matches("\\d+")) {
      return "java.lang.Integer";
    }
    if (byDefault.matches("\\d+m?s")) {
      return "java.time.Duration";
    }
    if (meaning.startsWith("class name")) {
      return "java.lang.Class";
    }
    return meaning.endsWith("separated by commas")
        ? "java.util.List<java.lang.String>"
        : "java.lang.String";
  }
}
