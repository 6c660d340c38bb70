package io.github.liveblocks4j.containers;

import static io.github.liveblocks4j.containers.Age.JAKARTA;
import static io.github.liveblocks4j.containers.Age.JAVAX;
import static io.github.liveblocks4j.containers.Server.Trait.BRINGS_CDI;
import static io.github.liveblocks4j.containers.Server.Trait.SETS_SECURITY_POLICY;
import static io.github.liveblocks4j.containers.Server.Trait.SMALL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The servers of the matrix, which the build has unpacked. */
enum Server {
  TOMCAT_8("Tomcat", "apache-tomcat-8", JAVAX, TomcatContainer::new),
  TOMCAT_9("Tomcat", "apache-tomcat-9", JAVAX, TomcatContainer::new, SMALL),
  TOMCAT_10("Tomcat", "apache-tomcat-10", JAKARTA, TomcatContainer::new, SMALL),
  TOMCAT_11("Tomcat", "apache-tomcat-11", JAKARTA, TomcatContainer::new, SMALL),
  JETTY_9("Jetty", "jetty-home-9", JAVAX, JettyContainer.withModules("")),
  JETTY_10("Jetty", "jetty-home-10", JAVAX, JettyContainer.withModules("")),
  JETTY_11("Jetty", "jetty-home-11", JAKARTA, JettyContainer.withModules("")),
  JETTY_EE8("Jetty ee8", "jetty-home-12", JAVAX, JettyContainer.withModules("ee8-"), SMALL),
  JETTY_EE9("Jetty ee9", "jetty-home-12", JAKARTA, JettyContainer.withModules("ee9-"), SMALL),
  JETTY_EE10("Jetty ee10", "jetty-home-12", JAKARTA, JettyContainer.withModules("ee10-"), SMALL),
  JETTY_EE11("Jetty ee11", "jetty-home-12", JAKARTA, JettyContainer.withModules("ee11-"), SMALL),
  WILDFLY_26(
      "WildFly", "wildfly-26", JAVAX, WildFlyContainer::new, BRINGS_CDI, SETS_SECURITY_POLICY),
  WILDFLY("WildFly", "wildfly-39", JAKARTA, WildFlyContainer::new, BRINGS_CDI),
  LIBERTY("Open Liberty", "openliberty", JAKARTA, LibertyContainer::new, BRINGS_CDI),
  PAYARA("Payara Micro", "payara-micro", JAKARTA, PayaraContainer::new, BRINGS_CDI),
  TOMEE_8(
      "TomEE",
      "apache-tomee-webprofile-8",
      JAVAX,
      TomcatContainer::tomee,
      BRINGS_CDI,
      SETS_SECURITY_POLICY),
  TOMEE(
      "TomEE",
      "apache-tomee-webprofile-9",
      JAKARTA,
      TomcatContainer::tomee,
      BRINGS_CDI,
      SETS_SECURITY_POLICY);

  enum Trait {
    /** Belongs to the set that every change runs. */
    SMALL,
    BRINGS_CDI,
    /** So it does not run on JDK 24 and later, which have none. */
    SETS_SECURITY_POLICY
  }

  /** Makes the container of a server. */
  @FunctionalInterface
  interface Factory {
    ServletContainer create(Path home, Path base);
  }

  private static final int FIRST_JDK_WITHOUT_POLICY = 24;

  private final String product;
  private final String directory;
  private final Age age;
  private final Factory factory;
  private final Set<Trait> traits;

  Server(String product, String directory, Age age, Factory factory, Trait... traits) {
    this.product = product;
    this.directory = directory;
    this.age = age;
    this.factory = factory;
    this.traits = Set.of(traits);
  }

  /** Returns product and version. */
  String title() throws IOException {
    String version = home().getFileName().toString().replaceFirst("^\\D*-", "");
    return product + " " + version.replaceFirst("\\.jar$", "");
  }

  Age age() {
    return age;
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Returns why this server cannot run with a JDK; empty when it can. */
  Optional<String> reasonAgainst(int feature) {
    return has(SETS_SECURITY_POLICY) && feature >= FIRST_JDK_WITHOUT_POLICY
        ? Optional.of("sets a security policy, which JDK " + feature + " does not have")
        : Optional.empty();
  }

  /** Returns a container that is ready for web applications, and not started. */
  ServletContainer container(Path base) throws IOException {
    ServletContainer container = factory.create(home(), base);
    container.prepare();
    return container;
  }

  /** Returns the directory, or file, that the build unpacked. */
  Path home() throws IOException {
    try (Stream<Path> unpacked = Files.list(Path.of("target/servers").toAbsolutePath())) {
      List<Path> found =
          unpacked.filter(file -> file.getFileName().toString().startsWith(directory)).toList();
      if (found.size() != 1) {
        throw new IllegalStateException(
            "There should be one %s*: run mvn clean; found %s".formatted(directory, found));
      }
      return found.get(0);
    }
  }
}
