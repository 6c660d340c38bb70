package io.github.liveblocks4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house: dependencies point downwards, and only endpoints know servlets. */
class ArchitectureTest {

  private static final String OURS = "io.github.liveblocks4j";

  private static final String ROOT = "(root)";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Liveblocks.class.getProtectionDomain().getCodeSource().getLocation());

  /** What each package may use, from the top to the bottom. The test kit is beside the house. */
  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          Map.entry(
              "spring",
              Set.of("internal.web.mount", "internal.web", ROOT, "micrometer", "monitoring")),
          Map.entry(
              "internal.web.mount", Set.of("directory", "webhook", "servlet", "internal.web")),
          Map.entry("directory", Set.of("servlet", "internal.web", "auth", "errors", "internal")),
          Map.entry("webhook", Set.of("internal.web", "errors", "internal")),
          Map.entry(
              "servlet", Set.of("internal.web", ROOT, "auth", "errors", "internal", "monitoring")),
          Map.entry("internal.web", Set.of(ROOT, "auth", "errors", "internal", "monitoring")),
          Map.entry(ROOT, Set.of("rooms", "auth", "errors", "internal", "monitoring")),
          Map.entry("rooms", Set.of("auth", "errors", "internal")),
          Map.entry("auth", Set.of("errors", "internal")),
          Map.entry("internal", Set.of("errors", "monitoring")),
          Map.entry("monitoring", Set.of()),
          Map.entry("micrometer", Set.of("monitoring")),
          Map.entry("errors", Set.of()),
          Map.entry("testing", Set.of("servlet", ROOT)));

  @Test
  void dependenciesPointDownwards() {
    Set<String> upwards = new TreeSet<>();
    for (JavaClass user : CLASSES) {
      String from = floor(user);
      user.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(used -> used.getPackageName().startsWith(OURS))
          .filter(used -> !floor(used).equals(from))
          .filter(used -> !USES.getOrDefault(from, Set.of()).contains(floor(used)))
          .forEach(used -> upwards.add(user.getName() + " -> " + used.getName()));
    }
    assertThat(upwards).isEmpty();
  }

  private static String floor(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(OURS) ? ROOT : name.replace(OURS + ".", "");
  }

  /** One may be read after the other then. */
  @Test
  void classesOfRootAndEngineHaveNoCycles() {
    SliceAssignment classes =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            return Set.of(ROOT, "internal").contains(floor(type))
                ? SliceIdentifier.of(topLevel(type).getName())
                : SliceIdentifier.ignore();
          }

          @Override
          public String getDescription() {
            return "classes of the root package and of internal";
          }
        };
    slices().assignedFrom(classes).should().beFreeOfCycles().check(CLASSES);
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
  }

  /** Servlet 3.1, which the javax jars run on, has no default methods. */
  @Test
  void servletInterfacesAreImplementedWithoutTheirDefaults() throws ClassNotFoundException {
    List<String> inherited = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      for (JavaClass implemented : type.getAllRawInterfaces()) {
        if (implemented.getPackageName().startsWith("jakarta.servlet") && !type.isInterface()) {
          for (Method method : Class.forName(implemented.getName()).getMethods()) {
            if (isDefaultIn(Class.forName(type.getName()), method)) {
              inherited.add(type.getName() + "." + method.getName());
            }
          }
        }
      }
    }
    assertThat(inherited).isEmpty();
  }

  private static boolean isDefaultIn(Class<?> type, Method method) {
    return Arrays.stream(type.getMethods())
        .filter(each -> each.getName().equals(method.getName()))
        .filter(each -> Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
        .anyMatch(Method::isDefault);
  }

  @Test
  void rootPackageHasTheClientOnly() {
    assertThat(CLASSES.stream().filter(type -> floor(type).equals(ROOT)))
        .extracting(type -> topLevel(type).getSimpleName())
        .containsOnly("Liveblocks", "ApiCall", "ApiCallResponse", "package-info");
  }

  @ParameterizedTest
  @CsvSource({
    "jakarta.servlet.., ..servlet.. ..webhook.. ..directory.. ..internal.web.. ..spring.."
        + " ..testing..",
    // In an application without Spring nothing of it is loaded: nothing uses ..spring..
    "org.springframework.., ..spring",
    "io.github.resilience4j.., ..internal",
    "io.micrometer.., ..liveblocks4j.micrometer ..spring..",
    "org.apache.hc.., ..internal ..testing.."
  })
  void librariesAreKnownToTheirUsersOnly(String library, String users) {
    noClasses()
        .that()
        .resideOutsideOfPackages(users.split(" "))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  /** So that they serve applications of other frameworks too. */
  @Test
  void webhookVerifierAndEventsKnowNoServlet() {
    noClasses()
        .that()
        .resideInAPackage("..webhook..")
        .and()
        .haveNameMatching(".*\\.(WebhookVerif|WebhookSecret|WebhookPayload|[A-Za-z]*Event).*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "..servlet..", "..internal.web..")
        .check(CLASSES);
  }

  /** Tests and demos start the fake without a servlet API, JUnit or the library itself. */
  @Test
  void fakeNeedsJsonAndHttpCoreOnly() {
    classes()
        .that()
        .resideInAPackage("..testing..")
        .and()
        .haveNameNotMatching(".*\\.(AuthRequests|Stub|FakeLiveblocksExtension).*")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "org.jspecify..",
            "jakarta.json..",
            "org.apache.hc.core5..",
            "..testing..")
        .check(CLASSES);
  }

  /**
   * What applications see and compile against; it can change only with a major release. That the
   * client creates the operations on rooms is the exception: no application has what they need.
   */
  @Test
  void apiWhenPublicThenNamesNoInternalType() {
    List<String> leaks = new ArrayList<>();
    for (JavaClass each : CLASSES) {
      if (isInternal(each) || !isVisible(each)) {
        continue;
      }
      for (JavaCodeUnit unit : each.getCodeUnits()) {
        Set<JavaClass> named = new HashSet<>(unit.getRawParameterTypes());
        named.add(unit.getRawReturnType());
        unit.getExceptionTypes().forEach(type -> named.add(type.toErasure()));
        if (isVisible(unit.getModifiers())
            && !(floor(each).equals("rooms") && unit.isConstructor())
            && named.stream().anyMatch(ArchitectureTest::isInternal)) {
          leaks.add(unit.getFullName());
        }
      }
      for (JavaField field : each.getFields()) {
        if (isVisible(field.getModifiers()) && isInternal(field.getRawType())) {
          leaks.add(field.getFullName());
        }
      }
    }
    assertThat(leaks).isEmpty();
  }

  private static boolean isInternal(JavaClass type) {
    return type.getBaseComponentType().getPackageName().contains(".internal");
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
