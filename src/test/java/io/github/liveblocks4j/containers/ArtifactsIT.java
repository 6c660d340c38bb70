package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the jars that the build makes. */
class ArtifactsIT {

  private static final String OURS = "io/github/liveblocks4j/";
  private static final String SHADED = OURS + "shaded/";

  /** The libraries of the standalone jars, under the names that they must not have there. */
  private static final List<String> FOREIGN =
      List.of(
          "jakarta/json",
          "javax/json",
          "org/apache/",
          "org/eclipse/",
          "org/slf4j",
          "org/jspecify",
          "org/publicsuffix",
          "io/github/resilience4j");

  /**
   * The transformer overlooks the component types of a record and the signature of a method with
   * type parameters of its own. Only reflection would see those, or a compiler if the class were
   * public.
   */
  private static final Set<String> OVERLOOKED =
      Set.of(
          OURS + "servlet/EndpointConfig.class",
          OURS + "servlet/CdiBeans.class",
          OURS + "rooms/ResponseReader.class");

  private static boolean isStandalone(Artifact artifact) {
    return artifact == Artifact.STANDALONE || artifact == Artifact.JAVAX_STANDALONE;
  }

  private static boolean isJavax(Artifact artifact) {
    return artifact == Artifact.JAVAX || artifact == Artifact.JAVAX_STANDALONE;
  }

  @Test
  void jarThenIsSmall() throws IOException {
    assertThat(Files.size(Artifact.MAIN.file())).isLessThanOrEqualTo(200_000);
    assertThat(Files.size(Artifact.JAVAX.file())).isLessThanOrEqualTo(200_000);
    assertThat(Files.size(Artifact.STANDALONE.file())).isLessThanOrEqualTo(2_200_000);
    assertThat(Files.size(Artifact.JAVAX_STANDALONE.file())).isLessThanOrEqualTo(2_200_000);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TESTING")
  void jarWhenForProductionThenHasWhatItShould(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());

    assertThat(jar.names()).doesNotHaveDuplicates();
    assertThat(jar.names()).noneMatch(name -> name.startsWith(OURS + "testing/"));
    assertThat(jar.names())
        .allMatch(name -> name.startsWith(OURS) || name.startsWith("META-INF/"))
        .noneMatch(name -> name.endsWith("module-info.class"));
    if (!isStandalone(artifact)) {
      assertThat(jar.names()).noneMatch(name -> name.startsWith(SHADED));
    }
    assertThat(jar.text("META-INF/MANIFEST.MF"))
        .contains("Automatic-Module-Name: io.github.liveblocks4j.servlet")
        .contains("Implementation-Version: ");
    assertThat(jar.text("META-INF/liveblocks-servlet/README.md"))
        .isEqualTo(
            Files.readString(Path.of("src/main/resources/META-INF/liveblocks-servlet/README.md")));
    String namespace =
        isJavax(artifact)
            ? "\"http://xmlns.jcp.org/xml/ns/javaee\""
            : "\"https://jakarta.ee/xml/ns/jakartaee\"";
    assertThat(jar.text("META-INF/web-fragment.xml"))
        .contains("xmlns=" + namespace)
        .contains(isJavax(artifact) ? "version=\"3.1\"" : "version=\"5.0\"")
        .contains(isJavax(artifact) ? "web-fragment_3_1.xsd" : "web-fragment_5_0.xsd")
        // No annotations in here: servers need not look for them.
        .contains("metadata-complete=\"true\"");
  }

  @Test
  void testingJarThenHasTheStandInOnly() throws IOException {
    assertThat(JarContent.of(Artifact.TESTING.file()).names())
        .allMatch(name -> name.startsWith(OURS + "testing/") || name.startsWith("META-INF/"));
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVAX", "JAVAX_STANDALONE"})
  void javaxJarThenSpeaksOfNothingJakarta(Artifact artifact) throws IOException {
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
    assertThat(jar.names().stream().filter(name -> name.startsWith("META-INF/services/")))
        .noneMatch(name -> name.contains("jakarta"))
        .allSatisfy(name -> assertThat(jar.text(name)).doesNotContain("jakarta"));
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDALONE", "JAVAX_STANDALONE"})
  void standaloneJarThenKnowsItsLibrariesByTheirNewNamesOnly(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());

    Map<String, Set<String>> foreign =
        jar.constants().entrySet().stream()
            .filter(
                constant ->
                    JarContent.types(constant.getKey()).stream()
                        .filter(type -> !type.contains(" ")) // a message
                        .map(type -> type.replace('.', '/'))
                        .anyMatch(type -> FOREIGN.stream().anyMatch(type::startsWith)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    assertThat(foreign).isEmpty();
    assertThat(jar.names().stream().filter(name -> name.startsWith("META-INF/services/")))
        .hasSize(3)
        .allSatisfy(
            name -> {
              assertThat(name).contains("io.github.liveblocks4j.shaded");
              assertThat(jar.classes()).contains(jar.text(name).strip().replace('.', '/'));
            });
  }

  /** What minimizing took away must not be missed. */
  @ParameterizedTest
  @EnumSource(names = {"STANDALONE", "JAVAX_STANDALONE"})
  void standaloneJarThenHasEveryClassThatItSpeaksOf(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());
    Set<String> there = jar.classes();

    Set<String> missing = new TreeSet<>();
    for (String constant : jar.constants().keySet()) {
      for (String type : JarContent.types(constant)) {
        if (type.startsWith(OURS)
            && type.matches("[\\w$/]+/[A-Z][\\w$]*")
            && !there.contains(type)) {
          missing.add(type);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /**
   * Servers start quicker then; see StandaloneJar. What they see must not need what they do not.
   */
  @ParameterizedTest
  @EnumSource(names = {"STANDALONE", "JAVAX_STANDALONE"})
  void standaloneJarThenShowsServersNothingOfTheHttpClient(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());
    Set<String> unscanned = jar.classes(JarContent.UNSCANNED);
    Set<String> scanned = jar.classes(".class");

    assertThat(unscanned)
        .contains(OURS + "internal/http/ApacheHttpTransport")
        .hasSizeGreaterThan(scanned.size());
    assertThat(scanned)
        .doesNotContainAnyElementsOf(unscanned)
        .noneMatch(name -> name.startsWith(SHADED + "hc/"));
    assertThat(jar.constants())
        .allSatisfy(
            (constant, classes) -> {
              if (classes.stream().anyMatch(name -> name.endsWith(".class"))) {
                assertThat(JarContent.types(constant)).doesNotContainAnyElementsOf(unscanned);
              }
            });
  }

  /** Tomcat starts quicker then; see StandaloneJar. */
  @ParameterizedTest
  @EnumSource(names = {"STANDALONE", "JAVAX_STANDALONE"})
  void standaloneJarThenHasEverySupertypeBeforeItsSubtypes(Artifact artifact) throws Exception {
    List<String> names = JarContent.of(artifact.file()).names();
    Set<String> before = new HashSet<>();
    int supertypes = 0;
    try (URLClassLoader classes =
        new URLClassLoader(
            new URL[] {artifact.file().toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (String name : names) {
        for (String supertype : supertypes(name, classes)) {
          if (names.contains(supertype)) {
            assertThat(before).as(name).contains(supertype);
            supertypes++;
          }
        }
        before.add(name);
      }
    }
    assertThat(supertypes).isGreaterThan(250);
  }

  private static List<String> supertypes(String name, ClassLoader classes) {
    if (!name.endsWith(".class")) {
      return List.of();
    }
    try {
      String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
      Class<?> found = Class.forName(type, false, classes);
      return Stream.concat(
              Arrays.stream(found.getInterfaces()), Stream.ofNullable(found.getSuperclass()))
          .map(supertype -> supertype.getName().replace('.', '/') + ".class")
          .toList();
    } catch (ClassNotFoundException | LinkageError e) {
      return List.of(); // It extends something of the server's.
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDALONE", "JAVAX_STANDALONE"})
  void standaloneJarThenCarriesTheLicensesOfWhatIsInIt(Artifact artifact) throws IOException {
    JarContent jar = JarContent.of(artifact.file());

    assertThat(jar.text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
    assertThat(jar.text("META-INF/NOTICE"))
        .isEqualTo(Files.readString(Path.of("src/standalone/NOTICE")));
    for (String license : List.of("EPL-2.0", "EDL-1.0", "MIT-SLF4J", "MPL-2.0")) {
      String name = "META-INF/licenses/" + license + ".txt";
      assertThat(jar.text("META-INF/NOTICE")).contains(name);
      assertThat(jar.text(name))
          .isEqualTo(Files.readString(Path.of("src/standalone/licenses/" + license + ".txt")));
    }
    assertThat(
            jar.resources().stream()
                .filter(name -> name.matches("(?i).*(licen[sc]e|notice|copying|dependencies).*"))
                .filter(name -> !name.startsWith("META-INF/licenses/")))
        .containsExactlyInAnyOrder("META-INF/LICENSE", "META-INF/NOTICE");
  }

  @Test
  void noticeThenNamesEveryLibraryWithItsVersion() throws IOException {
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
      assertThat(notice)
          .containsPattern(
              "[ :]"
                  + library.getProperty("groupId").replace(".", "\\.")
                  + ":"
                  + library.getProperty("artifactId").replace(".", "\\.")
                  + ":"
                  + library.getProperty("version").replace(".", "\\.")
                  + "\\s");
    }
    assertThat(notice).contains("org.jspecify:jspecify:"); // The one jar without a descriptor.
  }

  /** Alone with the JDK: a call over HTTP, JSON both ways, and not a word on standard error. */
  @ParameterizedTest
  @EnumSource(names = {"STANDALONE", "JAVAX_STANDALONE"})
  void standaloneJarWhenAloneThenMakesCalls(Artifact artifact) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    Thread thread = Thread.currentThread();
    ClassLoader loaderBefore = thread.getContextClassLoader();
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        URLClassLoader alone =
            new URLClassLoader(
                new URL[] {artifact.file().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setErr(err);
      thread.setContextClassLoader(alone);
      Class<?> config = alone.loadClass("io.github.liveblocks4j.LiveblocksConfig");
      Class<?> user = alone.loadClass("io.github.liveblocks4j.auth.LiveblocksUser");
      Class<?> type = alone.loadClass("io.github.liveblocks4j.Liveblocks");
      Object builder = config.getMethod("builder").invoke(null);
      Class<?> builderType = builder.getClass();
      builderType.getMethod("secretKey", String.class).invoke(builder, fake.secretKey());
      builderType.getMethod("baseUrl", String.class).invoke(builder, fake.baseUrl().toString());
      Object client =
          type.getMethod("create", config)
              .invoke(null, builderType.getMethod("build").invoke(builder));

      Object token =
          type.getMethod("identifyUser", user)
              .invoke(client, user.getMethod("of", String.class).invoke(null, "zoë"));
      type.getMethod("close").invoke(client);

      assertThat(token).hasToString("AuthToken[***]");
      assertThat(fake.requests()).hasSize(1);
      assertThat(fake.requests().get(0).body()).isEqualTo("{\"userId\":\"zoë\"}");
    } finally {
      System.setErr(before);
      thread.setContextClassLoader(loaderBefore);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
