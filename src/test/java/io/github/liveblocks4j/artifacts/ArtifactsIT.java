package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the jars, and how much. */
class ArtifactsIT {

  private static final String OURS = "io/github/liveblocks4j/";

  /** In bytes; they end up in the {@code WEB-INF/lib} of applications. */
  private static final long MAX_SIZE = 352_000;

  private static final long MAX_STANDALONE_SIZE = 2_300_000;

  private static final Pattern JAKARTA = Pattern.compile("jakarta[/.]");

  /**
   * The transformer overlooks the component types of a record and the signature of a method with
   * type parameters of its own. Only reflection would see those, or a compiler if the class were
   * public.
   */
  private static final Set<String> OVERLOOKED =
      Set.of(
          OURS + "internal/web/EndpointConfig.class",
          OURS + "servlet/EndpointClient.class",
          OURS + "rooms/Operation.class");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void jarKeepsToItsSizeBudget(Artifact artifact) throws IOException {
    assertThat(Files.size(artifact.file()))
        .isLessThanOrEqualTo(artifact.isStandalone() ? MAX_STANDALONE_SIZE : MAX_SIZE);
  }

  /** With what Maven Central demands. A parent would have to be published too. */
  @Test
  void pomWhenPublishedThenHasDependenciesAndNoBuild() throws IOException {
    String path = "META-INF/maven/io.github.liveblocks4j/liveblocks-servlet/pom.xml";

    assertThat(JarContent.of(Artifact.MAIN).text(path))
        .contains("<artifactId>httpclient5</artifactId>")
        .contains("<name>", "<description>", "<url>", "<licenses>", "<developers>", "<scm>")
        .contains("<issueManagement>")
        .doesNotContain("<parent>", "<build>", "<scope>test</scope>");
  }

  /** NOTICE names what is inside a jar, relocated; StandaloneJarIT compares it with the content. */
  @ParameterizedTest
  @EnumSource
  void billOfMaterialsHasTheJarAndWhatItCarries(Artifact artifact) throws Exception {
    JsonObject bill = billOfMaterials();
    JsonObject main = bill.getJsonObject("metadata").getJsonObject("component");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(artifact.file()));

    List<JsonObject> jars =
        Stream.concat(Stream.of(main), components(bill))
            .filter(each -> each.toString().contains(HexFormat.of().formatHex(hash)))
            .toList();

    assertThat(jars).hasSize(1);
    String classifier = artifact.name().toLowerCase(Locale.ROOT).replace('_', '-');
    assertThat(jars.get(0).getString("purl"))
        .endsWith(artifact == Artifact.MAIN ? "?type=jar" : "&classifier=" + classifier);
    assertThat(components(jars.get(0)).map(ArtifactsIT::coordinates))
        .containsExactlyInAnyOrderElementsOf(librariesIn(artifact));
  }

  @Test
  void billOfMaterialsHasWhatTheMainAndTheJavaxJarNeed() throws IOException {
    List<String> libraries = librariesIn(Artifact.STANDALONE);
    assertThat(librariesIn(Artifact.TESTING)).hasSize(3).isSubsetOf(libraries);
    JsonObject bill = billOfMaterials();

    assertThat(components(bill).map(ArtifactsIT::coordinates))
        .filteredOn(each -> !each.contains(":liveblocks-servlet:"))
        .containsExactlyInAnyOrderElementsOf(libraries);
    assertThat(bill.getJsonArray("dependencies").getValuesAs(JsonObject.class))
        .filteredOn(each -> each.getString("ref").endsWith("&classifier=javax"))
        .singleElement()
        .satisfies(
            javax ->
                assertThat(javax.getJsonArray("dependsOn"))
                    .hasSize(libraries.size() - 4)
                    .noneMatch(each -> each.toString().matches(".*(jakarta|yasson|parsson).*")));
  }

  private static JsonObject billOfMaterials() throws IOException {
    Path file = Path.of(System.getProperty("build.jars") + "-cyclonedx.json");
    assumeThat(file).as("the plugin does not work offline").exists();
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      return reader.readObject();
    }
  }

  private static Stream<JsonObject> components(JsonObject parent) {
    return parent
        .getOrDefault("components", JsonValue.EMPTY_JSON_ARRAY)
        .asJsonArray()
        .getValuesAs(JsonObject.class)
        .stream();
  }

  private static String coordinates(JsonObject component) {
    return String.join(
        ":",
        component.getString("group"),
        component.getString("name"),
        component.getString("version"));
  }

  /** Returns what NOTICE names; a jar that carries nothing has none. */
  private static List<String> librariesIn(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact);
    return jar.names().contains("META-INF/NOTICE")
        ? Stream.of(jar.text("META-INF/NOTICE").split("\\s+"))
            .filter(word -> word.matches("\\S+:\\S+:\\d\\S*"))
            .toList()
        : List.of();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void jarWhenForProductionThenHasOurClassesAndMetadataOnly(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact);

    assertThat(jar.names())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith(OURS) || name.startsWith("META-INF/"))
        .noneMatch(name -> name.startsWith(OURS + "testing/"))
        .noneMatch(name -> name.startsWith(OURS + "shaded/") && !artifact.isStandalone())
        .noneMatch(name -> name.endsWith("module-info.class"));
    assertThat(jar.text("META-INF/MANIFEST.MF"))
        .contains("Automatic-Module-Name: io.github.liveblocks4j.servlet")
        .contains("Implementation-Version: ");
    assertThat(jar.text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
    for (String resource :
        Set.of("liveblocks-servlet/README.md", "resources/liveblocks-servlet/client.js")) {
      assertThat(jar.text("META-INF/" + resource))
          .isEqualTo(Files.readString(Path.of("src/main/resources/META-INF", resource)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void webFragmentHasTheOldestSchemaOfItsServers(Artifact artifact) throws IOException {
    String namespace =
        artifact.isJavax()
            ? "\"http://xmlns.jcp.org/xml/ns/javaee\""
            : "\"https://jakarta.ee/xml/ns/jakartaee\"";
    assertThat(JarContent.of(artifact).text("META-INF/web-fragment.xml"))
        .contains("xmlns=" + namespace)
        .contains(artifact.isJavax() ? "version=\"3.1\"" : "version=\"5.0\"")
        .contains(artifact.isJavax() ? "web-fragment_3_1.xsd" : "web-fragment_5_0.xsd")
        // No annotations in here: servers need not look for them.
        .contains("metadata-complete=\"true\"");
  }

  /** Spring Boot has been for jakarta.servlet since its version 3; version 2 must not find it. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void autoConfigurationIsInTheJakartaJars(Artifact artifact) throws IOException {
    long files =
        JarContent.of(artifact).names().stream()
            .filter(name -> name.matches("META-INF/spring.*\\w|" + OURS + "spring/Live.*"))
            .count();
    assertThat(files).isEqualTo(artifact.isJavax() ? 0 : 8);
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVAX", "JAVAX_STANDALONE"})
  void javaxJarRefersToNothingInJakarta(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact);

    assertThat(jar.mentions(JAKARTA).values())
        .allSatisfy(classes -> assertThat(OVERLOOKED).containsAll(classes));
    assertThat(jar.services())
        .noneMatch(name -> name.contains("jakarta"))
        .allSatisfy(name -> assertThat(jar.text(name)).doesNotContain("jakarta"));
  }
}
