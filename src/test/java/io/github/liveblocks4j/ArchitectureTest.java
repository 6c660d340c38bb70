package io.github.liveblocks4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
        .resideOutsideOfPackages("..servlet..", "..internal.web..", "..testing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void servletKitIsKnownToEndpointsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..servlet..", "..internal.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..internal.web..")
        .check(CLASSES);
  }

  @Test
  void failsafeIsKnownInsideOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..internal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.failsafe..")
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
            "java..", "org.jspecify..", "jakarta.json..", "org.apache.hc.core5..", "..testing..")
        .check(CLASSES);
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
