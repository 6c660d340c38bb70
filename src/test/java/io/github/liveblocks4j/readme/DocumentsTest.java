package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.readme.Documents.Fence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the documents with the code: every snippet is code that a test compiles or runs, every
 * command and every quoted log line is checked by code that names it, every link leads somewhere.
 */
class DocumentsTest {

  private static final int LONGEST_README = 230;

  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern PROOF =
      Pattern.compile("^ *(?://|#) ((?:command|log): \\S+)", Pattern.MULTILINE);
  private static final Pattern PROMISE = Pattern.compile("^- .*(?:\n  .*)*", Pattern.MULTILINE);

  private static final Pattern BUILD_VERSION =
      Pattern.compile("<artifactId>build</artifactId>\\s*<version>([^<]+)");
  private static final Pattern VERSION =
      Pattern.compile(
          "liveblocks-servlet(?:[-/:]|</artifactId>\\s*<version>)(\\d+\\.\\d+\\.\\d+(?:-SNAPSHOT)?)");

  private static final Pattern GRADLE = Pattern.compile("mplementation\\(\"([^\"]+)\"\\)");

  /** Without the suffixes of Jetty 9 and WildFly. */
  private static final Pattern SERVER_VERSION =
      Pattern.compile(
          "<artifactId>(?:tomcat|apache-tomee|jetty-home|wildfly-dist|openliberty-runtime|payara-micro)</artifactId>\\s*<version>(\\d+(?:\\.\\d+)+)");

  private static final Pattern SERVER_ROW =
      Pattern.compile("^\\| ([^|]+) \\| `(?:javax|jakarta)` \\|", Pattern.MULTILINE);
  private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)+)");

  private static Stream<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }

  private static Stream<String> find(Pattern pattern, Path file) {
    return find(pattern, Documents.text(file));
  }

  @Test
  void fencesAreSnippetsCommandsAndLogLinesOfTheCode() {
    Map<String, String> snippets = Documents.snippets();
    List<String> marks = new ArrayList<>(snippets.keySet());
    Stream.concat(Stream.of(Path.of(".ci/run")), Documents.sources().stream())
        .flatMap(file -> find(PROOF, file))
        .distinct()
        .forEach(marks::add);

    List<Fence> fences = Documents.fences();

    assertThat(fences)
        .allSatisfy(
            fence ->
                assertThat(fence.text())
                    .isEqualTo(snippets.getOrDefault(String.valueOf(fence.mark()), fence.text())));
    assertThat(fences).extracting(Fence::mark).containsExactlyInAnyOrderElementsOf(marks);
  }

  @Test
  void linksWhenRelativeThenLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path document : Documents.paths()) {
      find(LINK, Documents.prose(document))
          .filter(link -> !link.contains("://") && !leadsSomewhere(document, link))
          .forEach(link -> broken.add(document + " -> " + link));
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path document, String link) {
    String[] parts = link.split("#", 2);
    Path directory = Objects.requireNonNullElse(document.getParent(), Path.of(""));
    Path target = parts[0].isEmpty() ? document : directory.resolve(parts[0]).normalize();
    return target.toFile().exists() && (parts.length == 1 || hasAnchor(target, parts[1]));
  }

  /** As GitHub makes them of headings. */
  private static boolean hasAnchor(Path document, String anchor) {
    return find(HEADING, document)
        .map(heading -> heading.toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .anyMatch(anchor::equals);
  }

  /** That they exist is seen with the other links. */
  @Test
  void promisesOfSecurityLinkTheirTests() {
    String security = Documents.text(Path.of("SECURITY.md"));
    int begin = security.indexOf("### What the library promises");

    assertThat(
            PROMISE.matcher(security.substring(begin, security.indexOf("\n## ", begin))).results())
        .hasSizeGreaterThan(10)
        .allMatch(promise -> promise.group().contains("](src/test/java/"));
  }

  @Test
  void versionsAreThePoms() {
    String version = find(BUILD_VERSION, Path.of("pom.xml")).findFirst().orElseThrow();

    Path userAgent = Path.of("src/main/java/io/github/liveblocks4j/internal/HttpTransport.java");
    assertThat(find(VERSION, userAgent)).containsExactly(version);
    assertThat(Documents.paths().stream().flatMap(document -> find(VERSION, document)))
        .isNotEmpty()
        .allMatch(version::equals);
  }

  @Test
  void gradleHasTheCoordinatesOfMaven() {
    String maven =
        Documents.snippets()
            .getOrDefault("snippet: dependency", "")
            .replaceFirst(
                "(?s).*?<groupId>(.+?)<.*?<artifactId>(.+?)<.*?<version>(.+?)<.*", "$1:$2:$3");

    assertThat(find(GRADLE, Path.of("src/docs/index.md")))
        .containsExactly(maven, maven + ":testing");
  }

  @Test
  void serversAreThoseOfTheMatrix() {
    assertThat(
            find(SERVER_ROW, Path.of("src/docs/servers.md"))
                .flatMap(row -> find(NUMBER, row))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            find(SERVER_VERSION, Path.of("src/it/servers/pom.xml")).toList());
  }

  @Test
  void pagesAreAllInTheIndex() {
    Path handbook = Path.of("src/docs");
    Path index = handbook.resolve("index.md");
    List<Path> linked =
        find(LINK, index).map(link -> handbook.resolve(link.replaceFirst("#.*", ""))).toList();

    assertThat(Documents.paths())
        .filteredOn(page -> handbook.equals(page.getParent()) && !page.equals(index))
        .isNotEmpty()
        .allMatch(linked::contains);
  }

  @Test
  void readmeIsShort() {
    assertThat(Documents.text(Path.of("README.md")).lines().count())
        .as("lines of the README: move something into the handbook, or raise LONGEST_README")
        .isLessThanOrEqualTo(LONGEST_README);
  }
}
