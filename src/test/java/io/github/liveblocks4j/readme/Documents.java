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
import org.jspecify.annotations.Nullable;

/**
 * The Markdown files of the repository, and the code that they quote: regions {@code snippet: NAME
 * … end} in sources that a test compiles or runs, and the files in {@link #FILES}.
 */
final class Documents {

  /** The snippets that are no Java, by their names. */
  static final Path FILES = Path.of("src/test/resources/readme");

  private static final Pattern GENERATED =
      Pattern.compile("(^|/)(target|node_modules|\\.git)(/|$)");

  private static final Pattern FENCE =
      Pattern.compile(
          "(?:^ *<!-- ((?:snippet|command|log): \\S+) -->\n)?^ *```\\w*\n(.*?)^ *```$",
          Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern REGION =
      Pattern.compile(
          "^ *(?://|<!--) (snippet: \\S+)(?: -->)?\n(.*?)^ *(?://|<!--) end(?: -->)?$",
          Pattern.DOTALL | Pattern.MULTILINE);

  private Documents() {}

  /**
   * A fenced block.
   *
   * @param mark the comment above it, for example {@code snippet: resolver}; null without one
   * @param text the content, without the indentation that a list gives it
   */
  record Fence(Path document, @Nullable String mark, String text) {}

  /** Returns every Markdown file. */
  static List<Path> paths() {
    return files("", ".md");
  }

  /** Returns the files below a directory with an ending, without those that a build has made. */
  static List<Path> files(String root, String ending) {
    try (Stream<Path> walk = Files.walk(Path.of(root))) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !GENERATED.matcher(file.toString()).find())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a file of {@link #FILES}. */
  static String snippetFile(String name) {
    return text(FILES.resolve(name));
  }

  /** Returns the fenced blocks of all documents. */
  static List<Fence> fences() {
    return paths().stream()
        .flatMap(
            path ->
                FENCE
                    .matcher(text(path))
                    .results()
                    .map(found -> new Fence(path, found.group(1), trimmed(found.group(2)))))
        .toList();
  }

  /** Returns a document without its fenced blocks and code spans, in which nothing is a link. */
  static String prose(Path document) {
    return FENCE.matcher(text(document)).replaceAll("").replaceAll("`[^`\n]*`", "");
  }

  /** Returns the sources that may hold snippets, or run commands. */
  static List<Path> sources() {
    return Stream.of("src/test/java", "src/it")
        .flatMap(root -> files(root, "").stream())
        .filter(file -> file.toString().matches(".*\\.(java|xml)"))
        .toList();
  }

  /** Returns the code of every snippet by its mark. */
  static Map<String, String> snippets() {
    Map<String, String> snippets = new HashMap<>();
    for (Path file : files(FILES.toString(), "")) {
      String name = file.getFileName().toString().replaceFirst("\\..*", "");
      snippets.put("snippet: " + name, trimmed(text(file)));
    }
    for (Path file : sources()) {
      Matcher region = REGION.matcher(text(file));
      while (region.find()) {
        assertThat(snippets.put(region.group(1), trimmed(region.group(2))))
            .as("another %s", region.group(1))
            .isNull();
      }
    }
    return snippets;
  }

  private static String trimmed(String text) {
    return text.stripTrailing().stripIndent();
  }
}
