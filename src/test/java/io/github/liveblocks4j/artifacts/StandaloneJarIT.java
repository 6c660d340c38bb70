package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The jars that carry their libraries: complete, and under names of their own. {@code ContainersIT}
 * deploys them alone.
 */
@ParameterizedClass
@EnumSource(
    value = Artifact.class,
    names = {"STANDALONE", "JAVAX_STANDALONE"})
class StandaloneJarIT {

  /** The libraries, under the names that they must not have here but within messages. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?<![\\w"
              + " \"])((jakarta|javax)[/.]json|org[/.](apache[/.]hc|eclipse|slf4j|jspecify|publicsuffix)|io[/.]github[/.]resilience4j)[/.][\\w./$]*+(?!"
              + " )");

  private static final Pattern OUR_CLASS =
      Pattern.compile("io/github/liveblocks4j/[\\w/]*\\b[A-Z][\\w$]*+(?!\\.class)");

  private final JarContent jar;

  StandaloneJarIT(Artifact artifact) throws IOException {
    this.jar = JarContent.of(artifact);
  }

  @Test
  void librariesAreKnownByTheirNewNamesOnly() {
    assertThat(jar.mentions(FOREIGN)).isEmpty();
    assertThat(jar.services())
        .hasSize(3)
        .allSatisfy(
            name -> {
              assertThat(name).contains("io.github.liveblocks4j.shaded");
              assertThat(jar.classes()).contains(jar.text(name).strip().replace('.', '/'));
            });
  }

  /** What minimizing took away must not be missed. */
  @Test
  void everyClassThatIsReferredToIsThere() {
    Map<String, Set<String>> missing = jar.mentions(OUR_CLASS);
    missing.keySet().removeAll(jar.classes());

    assertThat(missing).isEmpty();
  }

  @Test
  void licensesAreOfWhatTheJarCarries() throws IOException {
    for (String name : List.of("NOTICE", "THIRD-PARTY-LICENSES")) {
      assertThat(jar.text("META-INF/" + name))
          .isEqualTo(Files.readString(Path.of("src/standalone", name)));
    }
    assertThat(jar.text("META-INF/THIRD-PARTY-LICENSES"))
        .contains("Eclipse Public License - v 2.0")
        .contains("Eclipse Distribution License - v 1.0")
        .contains("QOS.ch");
    assertThat(jar.names())
        .filteredOn(name -> name.matches("(?i).*(licen[sc]e|notice|copying|dependencies)[^/]*"))
        .filteredOn(name -> !name.endsWith(".class"))
        .containsExactlyInAnyOrder(
            "META-INF/LICENSE", "META-INF/NOTICE", "META-INF/THIRD-PARTY-LICENSES");
  }

  @Test
  void noticeNamesEveryLibraryWithItsVersion() throws IOException {
    List<String> named = List.of(jar.text("META-INF/NOTICE").split("\\s+"));
    JarContent standalone = JarContent.of(Artifact.STANDALONE); // The javax jar has no descriptors.
    List<String> described =
        standalone.names().stream()
            .filter(name -> name.startsWith("META-INF/maven/") && name.endsWith("pom.properties"))
            .filter(name -> !name.contains("/liveblocks-servlet/"))
            .toList();

    assertThat(described).hasSize(9);
    for (String file : described) {
      Properties library = new Properties();
      library.load(new StringReader(standalone.text(file)));
      assertThat(named)
          .contains(
              "%s:%s:%s"
                  .formatted(
                      library.get("groupId"), library.get("artifactId"), library.get("version")));
    }
    assertThat(named) // The jars that do not say what they are.
        .anyMatch(name -> name.startsWith("org.jspecify:jspecify:"))
        .anyMatch(name -> name.startsWith("io.github.resilience4j:resilience4j-circuitbreaker:"))
        .anyMatch(name -> name.startsWith("io.github.resilience4j:resilience4j-core:"));
  }
}
