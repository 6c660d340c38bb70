package io.github.liveblocks4j.artifacts;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.TokenRateLimiter;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.webhook.DeliveryLog;
import io.github.liveblocks4j.webhook.WebhookHandler;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** GraalVM's reachability metadata: what the library does by reflection, and nothing else. */
class NativeImageTest {

  private static final Path METADATA =
      Path.of("src/main/resources/META-INF/native-image/io.github.liveblocks4j/liveblocks-servlet");

  /** A container creates these by the names of their classes, or a setting names them. */
  private static final List<Class<?>> CREATED_BY_NAME =
      List.of(
          Servlet.class,
          Filter.class,
          EventListener.class,
          UserResolver.class,
          RoomAuthorizer.class,
          TokenRateLimiter.class,
          WebhookHandler.class,
          DeliveryLog.class,
          UserDirectory.class,
          RoomDirectory.class);

  private static final Set<String> REFLECTION =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.Class.getDeclaredConstructor",
          "java.lang.Class.getMethod",
          "java.lang.Class.getResourceAsStream",
          "java.lang.ClassLoader.getResourceAsStream",
          "java.lang.ClassLoader.loadClass",
          "java.lang.reflect.Method.invoke",
          "java.lang.reflect.Proxy.newProxyInstance",
          "java.util.ResourceBundle.getBundle",
          "java.util.ServiceLoader.load");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Liveblocks.class.getProtectionDomain().getCodeSource().getLocation())
          .that(not(resideInAPackage("..testing..")));

  private static JsonValue read(String file) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(METADATA.resolve(file)))) {
      return reader.readValue();
    }
  }

  @Test
  void classesAreThoseThatAreCreatedByName() throws IOException {
    Set<String> named =
        read("reflect-config.json").asJsonArray().stream()
            .map(JsonValue::asJsonObject)
            .map(entry -> entry.getString("name"))
            .collect(Collectors.toSet());

    assertThat(CLASSES.stream().filter(NativeImageTest::isCreatedByName).map(JavaClass::getName))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  private static boolean isCreatedByName(JavaClass type) {
    return CREATED_BY_NAME.stream().anyMatch(type::isAssignableTo)
        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && type.getConstructors().stream()
            .anyMatch(
                constructor ->
                    constructor.getRawParameterTypes().isEmpty()
                        && constructor.getModifiers().contains(JavaModifier.PUBLIC));
  }

  @Test
  void proxiesAreOfInterfaces() throws Exception {
    for (JsonValue proxy : read("proxy-config.json").asJsonArray()) {
      String name = proxy.asJsonObject().getJsonArray("interfaces").getString(0);
      assertThat(Class.forName(name)).isInterface();
      assertThat(
              Files.readString(
                  Path.of("src/main/java/io/github/liveblocks4j/internal/UnquotedFailures.java")))
          .contains("import " + name + ";");
    }
  }

  @Test
  void resourcesAreThoseOfTheJar() throws IOException {
    JsonObject resources = read("resource-config.json").asJsonObject().getJsonObject("resources");

    assertThat(resources.getJsonArray("includes"))
        .extracting(include -> include.asJsonObject().getString("pattern"))
        .allMatch(pattern -> pattern.startsWith("\\QMETA-INF/") && pattern.endsWith("\\E"))
        .extracting(pattern -> pattern.substring(2, pattern.length() - 2))
        .allMatch(name -> Files.exists(Path.of("src/main/resources", name)));
  }

  /**
   * Whoever adds to these sees to the metadata. The first two get their names from applications.
   */
  @Test
  void reflectionIsWhereTheMetadataIsFrom() {
    assertThat(
            CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> REFLECTION.contains(target(access)))
                .map(access -> access.getOriginOwner().getSimpleName())
                .distinct())
        .containsExactlyInAnyOrder("Registrations", "SpiLookup", "UnquotedFailures");
  }

  private static String target(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getName();
  }
}
