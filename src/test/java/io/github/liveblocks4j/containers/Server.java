package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of the matrix, which the build has unpacked. */
enum Server {
  TOMCAT_9("Tomcat", "tomcat9", Age.JAVAX, true),
  TOMCAT_10("Tomcat", "tomcat10", Age.JAKARTA, true),
  TOMCAT_11("Tomcat", "tomcat11", Age.JAKARTA, true),
  JETTY_EE8("Jetty", "jetty", Age.JAVAX, true),
  JETTY_EE9("Jetty", "jetty", Age.JAKARTA, true),
  JETTY_EE10("Jetty", "jetty", Age.JAKARTA, true),
  JETTY_EE11("Jetty", "jetty", Age.JAKARTA, true);

  private final String product;
  private final String key;
  private final Age age;
  private final boolean always;

  Server(String product, String key, Age age, boolean always) {
    this.product = product;
    this.key = key;
    this.age = age;
    this.always = always;
  }

  /** For people: product, version, and the environment where there are several. */
  String title() {
    String version = System.getProperty("version." + key, "?");
    return product + " " + version + (isJetty() ? " " + environment() : "");
  }

  Age age() {
    return age;
  }

  /** Whether it belongs to the small set that every change runs. */
  boolean always() {
    return always;
  }

  /** Why this server cannot run with a JDK; empty when it can. */
  Optional<String> reasonAgainst(int feature) {
    return Optional.empty();
  }

  ServletContainer container(Path base) throws IOException {
    Path home = home();
    return isJetty()
        ? new JettyContainer(home, base, environment())
        : new TomcatContainer(home, base, false);
  }

  private boolean isJetty() {
    return product.equals("Jetty");
  }

  private String environment() {
    return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT);
  }

  /** The one directory in what was unpacked. */
  Path home() throws IOException {
    try (Stream<Path> roots = Files.list(Workspace.directory("servers").resolve(key))) {
      return roots.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }
}
