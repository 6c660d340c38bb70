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
import java.util.Set;
import java.util.stream.Stream;

/** The servers of the matrix, which the build has unpacked. */
enum Server {
  TOMCAT_8("apache-tomcat-8", JAVAX, TomcatContainer::new),
  TOMCAT_9("apache-tomcat-9", JAVAX, TomcatContainer::new, SMALL),
  TOMCAT_10("apache-tomcat-10", JAKARTA, TomcatContainer::new, SMALL),
  TOMCAT_11("apache-tomcat-11", JAKARTA, TomcatContainer::new, SMALL),
  JETTY_9("jetty-home-9", JAVAX, JettyContainer.withModules("")),
  JETTY_10("jetty-home-10", JAVAX, JettyContainer.withModules("")),
  JETTY_11("jetty-home-11", JAKARTA, JettyContainer.withModules("")),
  JETTY_EE8("jetty-home-12", JAVAX, JettyContainer.withModules("ee8-"), SMALL),
  JETTY_EE9("jetty-home-12", JAKARTA, JettyContainer.withModules("ee9-"), SMALL),
  JETTY_EE10("jetty-home-12", JAKARTA, JettyContainer.withModules("ee10-"), SMALL),
  JETTY_EE11("jetty-home-12", JAKARTA, JettyContainer.withModules("ee11-"), SMALL),
  WILDFLY_26("wildfly-26", JAVAX, WildFlyContainer::new, BRINGS_CDI, SETS_SECURITY_POLICY),
  WILDFLY("wildfly-39", JAKARTA, WildFlyContainer::new, BRINGS_CDI),
  LIBERTY("openliberty", JAKARTA, LibertyContainer::new, BRINGS_CDI),
  PAYARA("payara-micro", JAKARTA, PayaraContainer::new, BRINGS_CDI),
  TOMEE_8(
      "apache-tomee-webprofile-8", JAVAX, TomcatContainer::tomee, BRINGS_CDI, SETS_SECURITY_POLICY),
  TOMEE(
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

  private final String directory;
  private final Age age;
  private final Factory factory;
  private final Set<Trait> traits;

  Server(String directory, Age age, Factory factory, Trait... traits) {
    this.directory = directory;
    this.age = age;
    this.factory = factory;
    this.traits = Set.of(traits);
  }

  Age age() {
    return age;
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  boolean runsWith(Jdk jdk) {
    return !has(SETS_SECURITY_POLICY) || jdk.feature() < FIRST_JDK_WITHOUT_POLICY;
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
