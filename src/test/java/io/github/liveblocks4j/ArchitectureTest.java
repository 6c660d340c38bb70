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
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The house: dependencies point downwards, and only endpoints know servlets. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.liveblocks4j");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.github.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void servletTypesAreKnownToEndpointsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "..servlet..", "..webhook..", "..directory..", "..internal.web..", "..testing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..")
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

  @Test
  void servletKitIsKnownToEndpointsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..servlet..", "..webhook..", "..directory..", "..internal.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..internal.web..")
        .check(CLASSES);
  }

  @Test
  void resilience4jIsKnownInsideOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..internal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.resilience4j..")
        .check(CLASSES);
  }

  /** In the standalone jar nothing outside could see them. */
  @Test
  void httpClientIsKnownToTheTransportOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..internal.http", "..testing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..", "..internal.http")
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

  /** What applications see and compile against; it can change only with a major release. */
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
            && !(unit.isConstructor()
                && unit.getFullName().endsWith("(io.github.liveblocks4j.internal.ApiClient)"))
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

  @Test
  void productionDoesNotKnowTheTestKit() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..testing..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..testing..")
        .check(CLASSES);
  }
}
