package io.github.liveblocks4j.containers;

import static io.github.liveblocks4j.containers.Age.JAKARTA;
import static io.github.liveblocks4j.containers.Age.JAVAX;
import static io.github.liveblocks4j.containers.Server.Trait.BRINGS_CDI;
import static io.github.liveblocks4j.containers.Server.Trait.LOSES_REQUEST_SCOPE;
import static io.github.liveblocks4j.containers.Server.Trait.READS_UNREAD_BODIES;
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
  TOMCAT_8("Tomcat", "tomcat8", JAVAX, TomcatContainer::new),
  TOMCAT_9("Tomcat", "tomcat9", JAVAX, TomcatContainer::new, SMALL),
  TOMCAT_10("Tomcat", "tomcat10", JAKARTA, TomcatContainer::new, SMALL),
  TOMCAT_11("Tomcat", "tomcat11", JAKARTA, TomcatContainer::new, SMALL),
  JETTY_9("Jetty", "jetty9", JAVAX, JettyContainer.withModules("")),
  JETTY_10("Jetty", "jetty10", JAVAX, JettyContainer.withModules("")),
  JETTY_11("Jetty", "jetty11", JAKARTA, JettyContainer.withModules("")),
  JETTY_EE8("Jetty ee8", "jetty12", JAVAX, JettyContainer.withModules("ee8-"), SMALL),
  JETTY_EE9("Jetty ee9", "jetty12", JAKARTA, JettyContainer.withModules("ee9-"), SMALL),
  JETTY_EE10("Jetty ee10", "jetty12", JAKARTA, JettyContainer.withModules("ee10-"), SMALL),
  JETTY_EE11("Jetty ee11", "jetty12", JAKARTA, JettyContainer.withModules("ee11-"), SMALL),
  WILDFLY_26(
      "WildFly",
      "wildfly26",
      JAVAX,
      WildFlyContainer::new,
      BRINGS_CDI,
      SETS_SECURITY_POLICY,
      READS_UNREAD_BODIES),
  WILDFLY("WildFly", "wildfly", JAKARTA, WildFlyContainer::new, BRINGS_CDI, READS_UNREAD_BODIES),
  LIBERTY("Open Liberty", "liberty", JAKARTA, LibertyContainer::new, BRINGS_CDI),
  PAYARA(
      "Payara Micro",
      "payara",
      JAKARTA,
      PayaraContainer::new,
      BRINGS_CDI,
      READS_UNREAD_BODIES,
      LOSES_REQUEST_SCOPE),
  TOMEE_8(
      "TomEE",
      "tomee8",
      JAVAX,
      TomcatContainer::tomee,
      BRINGS_CDI,
      SETS_SECURITY_POLICY,
      LOSES_REQUEST_SCOPE),
  TOMEE(
      "TomEE",
      "tomee",
      JAKARTA,
      TomcatContainer::tomee,
      BRINGS_CDI,
      SETS_SECURITY_POLICY,
      LOSES_REQUEST_SCOPE);

  enum Trait {
    /** Belongs to the set that every change runs. */
    SMALL,
    BRINGS_CDI,
    /** A thread of it reads on when a request completes, unless in an ASYNC dispatch. */
    READS_UNREAD_BODIES,
    /** CDI's request scope is not active in an ASYNC dispatch. */
    LOSES_REQUEST_SCOPE,
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
  private final String key;
  private final Age age;
  private final Factory factory;
  private final Set<Trait> traits;

  Server(String product, String key, Age age, Factory factory, Trait... traits) {
    this.product = product;
    this.key = key;
    this.age = age;
    this.factory = factory;
    this.traits = Set.of(traits);
  }

  /** Returns product and version. */
  String title() throws IOException {
    return product + " " + onlyFileIn(Workspace.path("servers").resolve(key)).getFileName();
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

  /** Returns the directory, or file, that was unpacked to {@code servers/KEY/VERSION}. */
  Path home() throws IOException {
    return onlyFileIn(onlyFileIn(Workspace.path("servers").resolve(key)));
  }

  private static Path onlyFileIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.toList();
      if (found.size() != 1) {
        throw new IllegalStateException(
            "%s should have one file: run mvn clean; found %s".formatted(directory, found));
      }
      return found.get(0);
    }
  }
}
