package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The code that documents quote: regions {@code snippet: NAME … end} in comments of Java and XML
 * sources that a test compiles or runs, and the files of {@code readme/}.
 */
final class Snippets {

  private static final List<Path> SOURCES = List.of(Path.of("src/test/java"), Path.of("src/it"));
  private static final Path FILES = Path.of("src/test/resources/readme");

  private static final Pattern REGION =
      Pattern.compile(
          "^ *(?://|<!--) snippet: (\\S+)(?: -->)?\n(.*?)^ *(?://|<!--) end(?: -->)?$",
          Pattern.DOTALL | Pattern.MULTILINE);

  private Snippets() {}

  /** Returns every snippet by its name. */
  static Map<String, String> all() {
    Map<String, String> snippets = new TreeMap<>();
    for (Path file : Documents.filesUnder(FILES, "")) {
      String name = file.getFileName().toString().replaceFirst("\\..*", "");
      put(snippets, name, Documents.text(file));
    }
    SOURCES.stream()
        .flatMap(
            root ->
                Stream.of(".java", ".xml")
                    .flatMap(kind -> Documents.filesUnder(root, kind).stream()))
        .flatMap(file -> REGION.matcher(Documents.text(file)).results())
        .forEach(region -> put(snippets, region.group(1), region.group(2)));
    return snippets;
  }

  private static void put(Map<String, String> snippets, String name, String text) {
    assertThat(snippets.put(name, text.stripTrailing().stripIndent()))
        .as("two snippets named " + name)
        .isNull();
  }
}
