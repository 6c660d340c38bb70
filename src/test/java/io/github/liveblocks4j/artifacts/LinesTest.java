package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The size of the house. Only a change that needs more raises a budget, and says why. */
class LinesTest {

  private static final int MAX_LINES = 12_850;

  private static final int MAX_LINES_OF_CODE = 6_850;

  private static final Predicate<String> NO_CODE =
      Pattern.compile("\\s*(//.*|/?\\*.*|(package|import) .*)?").asMatchPredicate();

  @Test
  void mainSourcesKeepToTheirBudget() throws IOException {
    List<String> lines = lines(file -> !file.toString().contains("/testing/"));
    long ofCode = lines.stream().filter(NO_CODE.negate()).count();

    assertThat(lines.size() <= MAX_LINES && ofCode <= MAX_LINES_OF_CODE)
        .as(
            "%s lines of %s, %s lines of code of %s: make something smaller, or raise the budget"
                + " here and say why",
            lines.size(), MAX_LINES, ofCode, MAX_LINES_OF_CODE)
        .isTrue();
  }

  /** A number formatted by %d has the digits of the JVM's locale, Arabic ones for example. */
  @Test
  void messagesHaveTheDigitsOfNoLocale() throws IOException {
    assertThat(lines(file -> true)).noneMatch(line -> line.matches(".*%[-+ 0,#(]*\\d*d.*"));
  }

  /** Each page loads it, no build step shrinks it, and no server has to know a charset. */
  @Test
  void pageModuleIsSmallAndAscii() throws IOException {
    Path module = Path.of("src/main/resources/META-INF/resources/liveblocks-servlet", "client.js");
    assertThat(Files.readString(module)).hasSizeLessThan(6_144).matches("\\p{ASCII}*");
  }

  private static List<String> lines(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(wanted)
          .flatMap(LinesTest::lines)
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
