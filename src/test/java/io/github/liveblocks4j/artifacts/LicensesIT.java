package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The standalone jars say what they carry, by whom it is, and under which terms. */
class LicensesIT {

  @ParameterizedTest
  @EnumSource(names = {"STANDALONE", "JAVAX_STANDALONE"})
  void standaloneJarHasTheLicensesOfWhatItCarries(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());

    for (String name : List.of("NOTICE", "THIRD-PARTY-LICENSES")) {
      assertThat(jar.text("META-INF/" + name))
          .isEqualTo(Files.readString(Path.of("src/standalone", name)));
    }
    assertThat(jar.text("META-INF/THIRD-PARTY-LICENSES"))
        .contains("Eclipse Public License - v 2.0")
        .contains("Eclipse Distribution License - v 1.0")
        .contains("QOS.ch")
        .contains("Mozilla Public License Version 2.0");
    assertThat(jar.names())
        .filteredOn(name -> name.matches("(?i).*(licen[sc]e|notice|copying|dependencies)[^/]*"))
        .filteredOn(name -> !name.endsWith(".class"))
        .containsExactlyInAnyOrder(
            "META-INF/LICENSE", "META-INF/NOTICE", "META-INF/THIRD-PARTY-LICENSES");
  }

  @Test
  void noticeNamesEveryLibraryWithItsVersion() throws IOException {
    JarContent jar = JarContent.of(Artifact.STANDALONE.file());
    String notice = jar.text("META-INF/NOTICE");
    List<String> descriptors =
        jar.names().stream()
            .filter(name -> name.startsWith("META-INF/maven/") && name.endsWith("pom.properties"))
            .filter(name -> !name.contains("/liveblocks-servlet/"))
            .toList();

    assertThat(descriptors).hasSize(10);
    for (String descriptor : descriptors) {
      Properties library = new Properties();
      library.load(new StringReader(jar.text(descriptor)));
      assertThat(notice.split("\\s+"))
          .contains(
              String.join(
                  ":",
                  library.getProperty("groupId"),
                  library.getProperty("artifactId"),
                  library.getProperty("version")));
    }
    assertThat(notice) // The jars without a descriptor.
        .contains("org.jspecify:jspecify:")
        .contains("io.github.resilience4j:resilience4j-circuitbreaker:")
        .contains("io.github.resilience4j:resilience4j-core:");
  }
}
