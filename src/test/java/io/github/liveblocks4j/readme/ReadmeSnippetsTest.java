package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java and XML snippet of the README is, to the letter, code that a test compiles and runs: a
 * region {@code // snippet: NAME} of a Java source, or a file of {@code readme/}.
 */
class ReadmeSnippetsTest {

  private static final Pattern MARKED =
      Pattern.compile("<!-- snippet: (\\S+) -->\n```(java|xml)\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern FENCED = Pattern.compile("^```(java|xml)$", Pattern.MULTILINE);
  private static final Pattern REGION =
      Pattern.compile("^ *// snippet: (\\S+)\n(.*?)^ *// end$", Pattern.DOTALL | Pattern.MULTILINE);

  private static String readme() {
    try {
      return Files.readString(Path.of("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names() {
    return MARKED.matcher(readme()).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void snippetThenIsCodeThatTestsRun(String name) throws IOException {
    Matcher marked = MARKED.matcher(readme());
    String inReadme =
        marked
            .results()
            .filter(found -> found.group(1).equals(name))
            .map(found -> found.group(3))
            .findFirst()
            .orElseThrow();
    assertThat(inReadme).isEqualTo(sources().get(name));
  }

  @Test
  void readmeThenHasNoSnippetThatIsNotMarked() {
    assertThat(FENCED.matcher(readme()).results().count()).isEqualTo(names().size());
    assertThat(names()).isNotEmpty().doesNotHaveDuplicates();
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path root : List.of(Path.of("src/test/java"), Path.of("src/it"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          REGION
              .matcher(Files.readString(file))
              .results()
              .forEach(
                  region ->
                      assertThat(
                              sources.put(
                                  region.group(1), region.group(2).stripTrailing().stripIndent()))
                          .as("two regions named " + region.group(1))
                          .isNull());
        }
      }
    }
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/readme"))) {
      for (Path file : files.toList()) {
        sources.put(
            file.getFileName().toString().replaceFirst("\\..*", ""),
            Files.readString(file).strip());
      }
    }
    return sources;
  }
}
