package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The jars that carry their libraries: complete, and under names of their own. */
@ParameterizedClass
@EnumSource(
    value = Artifact.class,
    names = {"STANDALONE", "JAVAX_STANDALONE"})
class StandaloneJarIT {

  private static final String OURS = "io/github/liveblocks4j/";

  /** The libraries, under the names that they must not have here. */
  /** Not a library's: AsyncDispatch knows GlassFish and Payara by it. */
  private static final String SERVER = "org/apache/catalina/connector/";

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

  private final Artifact artifact;
  private final JarContent jar;

  StandaloneJarIT(Artifact artifact) throws IOException {
    this.artifact = artifact;
    this.jar = JarContent.of(artifact.file());
  }

  @Test
  void librariesAreKnownByTheirNewNamesOnly() throws IOException {
    Map<String, Set<String>> foreign =
        jar.constants().entrySet().stream()
            .filter(
                constant ->
                    JarContent.types(constant.getKey()).stream()
                        .filter(type -> !type.contains(" ")) // a message
                        .map(type -> type.replace('.', '/'))
                        .filter(type -> !type.startsWith(SERVER))
                        .anyMatch(type -> FOREIGN.stream().anyMatch(type::startsWith)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    assertThat(foreign).isEmpty();
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
  void everyClassThatIsReferredToIsThere() throws IOException {
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

  /** A call over HTTP, JSON both ways, and not a word on standard error. */
  @Test
  void clientWhenAloneWithTheJdkThenMakesCalls() throws Exception {
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
      Class<?> user = alone.loadClass("io.github.liveblocks4j.auth.LiveblocksUser");
      Class<?> type = alone.loadClass("io.github.liveblocks4j.Liveblocks");
      Object builder = type.getMethod("builder").invoke(null);
      Class<?> builderType = builder.getClass();
      builderType.getMethod("secretKey", String.class).invoke(builder, fake.secretKey());
      builderType.getMethod("baseUrl", String.class).invoke(builder, fake.baseUrl().toString());
      Object client = builderType.getMethod("build").invoke(builder);

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
