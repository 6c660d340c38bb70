package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the jars, and how much. */
class ArtifactsIT {

  private static final String OURS = "io/github/liveblocks4j/";

  /** In bytes; they end up in other people's {@code WEB-INF/lib}. */
  private static final long MAX_SIZE = 480_000;

  private static final long MAX_STANDALONE_SIZE = 2_800_000;

  private static final String PAGE_MODULE = "META-INF/resources/liveblocks-servlet/client.js";

  /**
   * The transformer overlooks the component types of a record and the signature of a method with
   * type parameters of its own. Only reflection would see those, or a compiler if the class were
   * public.
   */
  private static final Set<String> OVERLOOKED =
      Set.of(
          OURS + "internal/web/EndpointConfig.class",
          OURS + "servlet/CdiBeans.class",
          OURS + "rooms/Operation$Form.class");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void jarKeepsToItsSizeBudget(Artifact artifact) throws IOException {
    assertThat(Files.size(artifact.file()))
        .isLessThanOrEqualTo(artifact.isStandalone() ? MAX_STANDALONE_SIZE : MAX_SIZE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void jarWhenForProductionThenHasOurClassesAndMetadataOnly(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());

    assertThat(jar.names())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith(OURS) || name.startsWith("META-INF/"))
        .noneMatch(name -> name.startsWith(OURS + "testing/"))
        .noneMatch(name -> name.endsWith("module-info.class"));
    if (!artifact.isStandalone()) {
      assertThat(jar.names()).noneMatch(name -> name.startsWith(OURS + "shaded/"));
    }
    assertThat(jar.text("META-INF/MANIFEST.MF"))
        .contains("Automatic-Module-Name: io.github.liveblocks4j.servlet")
        .contains("Implementation-Version: ");
    assertThat(jar.text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
    assertThat(jar.text("META-INF/liveblocks-servlet/README.md"))
        .isEqualTo(
            Files.readString(Path.of("src/main/resources/META-INF/liveblocks-servlet/README.md")));
    assertThat(jar.text(PAGE_MODULE))
        .isEqualTo(Files.readString(Path.of("src/main/resources", PAGE_MODULE)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void webFragmentHasTheOldestSchemaOfItsServers(Artifact artifact) throws IOException {
    String namespace =
        artifact.isJavax()
            ? "\"http://xmlns.jcp.org/xml/ns/javaee\""
            : "\"https://jakarta.ee/xml/ns/jakartaee\"";
    assertThat(JarContent.of(artifact.file()).text("META-INF/web-fragment.xml"))
        .contains("xmlns=" + namespace)
        .contains(artifact.isJavax() ? "version=\"3.1\"" : "version=\"5.0\"")
        .contains(artifact.isJavax() ? "web-fragment_3_1.xsd" : "web-fragment_5_0.xsd")
        // No annotations in here: servers need not look for them.
        .contains("metadata-complete=\"true\"");
  }

  @Test
  void testingJarHasTheTestKitOnly() throws IOException {
    assertThat(JarContent.of(Artifact.TESTING.file()).names())
        .allMatch(name -> name.startsWith(OURS + "testing/") || name.startsWith("META-INF/"));
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVAX", "JAVAX_STANDALONE"})
  void javaxJarRefersToNothingInJakarta(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());
    Set<String> jakarta = new TreeSet<>();
    jar.constants()
        .forEach(
            (text, classes) -> {
              if (text.contains("jakarta/") || text.contains("jakarta.")) {
                jakarta.addAll(classes);
              }
            });
    jakarta.removeAll(OVERLOOKED);

    assertThat(jakarta).isEmpty();
    assertThat(jar.services())
        .noneMatch(name -> name.contains("jakarta"))
        .allSatisfy(name -> assertThat(jar.text(name)).doesNotContain("jakarta"));
  }
}
