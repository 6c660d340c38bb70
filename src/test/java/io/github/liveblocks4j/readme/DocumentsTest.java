package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.readme.Documents.Fence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the documents to the code: every snippet is code that a test compiles or runs, every
 * command and every quoted log line is proved somewhere, every link leads somewhere.
 */
class DocumentsTest {

  private static final int LONGEST_README = 230;

  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern PROOF =
      Pattern.compile("^ *(?://|#|<!--) (command|log): (\\S+)", Pattern.MULTILINE);
  private static final Pattern BUILD_VERSION =
      Pattern.compile("<artifactId>build</artifactId>\\s*<version>([^<]+)");

  private static final Pattern VERSION =
      Pattern.compile(
          "liveblocks-servlet(?:-|</artifactId>\\s*<version>)(\\d+\\.\\d+\\.\\d+(?:-SNAPSHOT)?)");

  /** Without the suffixes of Jetty 9 and WildFly. */
  private static final Pattern SERVER_VERSION =
      Pattern.compile(
          "<artifactId>(?:tomcat|apache-tomee|jetty-home|wildfly-dist|openliberty-runtime|payara-micro)</artifactId>\\s*<version>(\\d+(?:\\.\\d+)+)");

  private static final Pattern SERVER_ROW =
      Pattern.compile("^\\| ([^|]+) \\| `(?:javax|jakarta)` \\|", Pattern.MULTILINE);
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)+");

  @Test
  void fencesSayWhatProvesThem() {
    assertThat(Documents.fences()).isNotEmpty().noneMatch(fence -> fence.kind() == null);
  }

  @Test
  void snippetsAreCodeThatTestsRun() {
    Map<String, String> snippets = Snippets.all();
    List<Fence> quoted = fences("snippet");

    assertThat(quoted)
        .isNotEmpty()
        .allSatisfy(fence -> assertThat(fence.text()).isEqualTo(snippets.get(fence.name())));
    assertThat(quoted)
        .extracting(Fence::name)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(snippets.keySet());
  }

  @Test
  void commandsAndLogLinesAreProved() {
    List<String> quoted =
        Stream.of("command", "log")
            .flatMap(kind -> fences(kind).stream())
            .map(fence -> fence.kind() + " " + fence.name())
            .toList();

    assertThat(quoted).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(proofs());
  }

  /** Comments such as {@code // command: run} beside the code that takes it from the document. */
  private static Set<String> proofs() {
    List<Path> sources = new ArrayList<>(List.of(Path.of(".ci/run")));
    sources.addAll(Documents.filesUnder(Path.of("src/test/java"), ".java"));
    sources.addAll(Documents.filesUnder(Path.of("src/it"), ".java"));
    return sources.stream()
        .flatMap(file -> PROOF.matcher(Documents.text(file)).results())
        .map(proof -> proof.group(1) + " " + proof.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Fence> fences(String kind) {
    return Documents.fences().stream().filter(fence -> kind.equals(fence.kind())).toList();
  }

  @Test
  void linksLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    int count = 0;
    for (Path document : Documents.paths()) {
      for (String link : links(document)) {
        count++;
        if (!leadsSomewhere(document, link)) {
          broken.add(document + " -> " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(count).isPositive();
  }

  private static List<String> links(Path document) {
    return LINK.matcher(Documents.prose(document))
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  private static boolean leadsSomewhere(Path document, String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty()
            ? document
            : Objects.requireNonNullElse(document.getParent(), Path.of(""))
                .resolve(parts[0])
                .normalize();
    return target.toFile().exists() && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path document) {
    return HEADING
        .matcher(Documents.text(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void versionsAreThePoms() {
    String version =
        BUILD_VERSION
            .matcher(Documents.text(Path.of("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();

    assertThat(Documents.paths().stream().flatMap(DocumentsTest::versions))
        .isNotEmpty()
        .allMatch(version::equals);
  }

  private static Stream<String> versions(Path file) {
    return VERSION.matcher(Documents.text(file)).results().map(found -> found.group(1));
  }

  @Test
  void serversAreThoseOfTheMatrix() {
    Stream<String> tested =
        SERVER_VERSION
            .matcher(Documents.text(Path.of("src/it/servers/pom.xml")))
            .results()
            .map(found -> found.group(1));
    Stream<String> stated =
        SERVER_ROW
            .matcher(Documents.text(Path.of("src/docs/servers.md")))
            .results()
            .flatMap(row -> NUMBER.matcher(row.group(1)).results())
            .map(MatchResult::group)
            .distinct();

    assertThat(stated).containsExactlyInAnyOrderElementsOf(tested.toList());
  }

  @Test
  void readmeIsShort() {
    assertThat(Documents.text(Path.of("README.md")).lines().count())
        .isLessThanOrEqualTo(LONGEST_README);
  }
}
