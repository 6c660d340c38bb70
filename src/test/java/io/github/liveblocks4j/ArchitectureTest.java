package io.github.liveblocks4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house: dependencies point downwards, and only the top floor knows servlets. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.liveblocks4j");

  @Test
  void packagesThenHaveNoCycles() {
    slices().matching("io.github.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void servletTypesThenAreKnownOnTheTopFloorOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..servlet..", "..webhook..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..")
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
  void httpClientAndWhatSpeaksOfItThenAreKnownToNobodyElse() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..internal.http")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..", "..internal.http")
        .check(CLASSES);
  }

  @Test
  void standInThenNeedsTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("..testing..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax..", "org.jspecify..", "..testing..")
        .check(CLASSES);
  }

  @Test
  void productionThenDoesNotKnowTheStandIn() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..testing..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..testing..")
        .check(CLASSES);
  }
}
