package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of the matrix, which the build has unpacked. */
enum Server {
  TOMCAT_8("Tomcat", "tomcat8", Age.JAVAX, false),
  TOMCAT_9("Tomcat", "tomcat9", Age.JAVAX, true),
  TOMCAT_10("Tomcat", "tomcat10", Age.JAKARTA, true),
  TOMCAT_11("Tomcat", "tomcat11", Age.JAKARTA, true),
  JETTY_9("Jetty", "jetty9", Age.JAVAX, false),
  JETTY_10("Jetty", "jetty10", Age.JAVAX, false),
  JETTY_11("Jetty", "jetty11", Age.JAKARTA, false),
  JETTY_EE8("Jetty", "jetty", Age.JAVAX, true),
  JETTY_EE9("Jetty", "jetty", Age.JAKARTA, true),
  JETTY_EE10("Jetty", "jetty", Age.JAKARTA, true),
  JETTY_EE11("Jetty", "jetty", Age.JAKARTA, true),
  WILDFLY_26("WildFly", "wildfly26", Age.JAVAX, false),
  WILDFLY("WildFly", "wildfly", Age.JAKARTA, false),
  LIBERTY("Open Liberty", "liberty", Age.JAKARTA, false),
  PAYARA("Payara Micro", "payara", Age.JAKARTA, false),
  TOMEE_8("TomEE", "tomee8", Age.JAVAX, false),
  TOMEE("TomEE", "tomee", Age.JAKARTA, false);

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
    return product + " " + version + (key.equals("jetty") ? " " + environment() : "");
  }

  Age age() {
    return age;
  }

  /** Whether it belongs to the small set that every change runs. */
  boolean always() {
    return always;
  }

  /** Whether CDI comes with it. */
  boolean hasCdi() {
    return switch (this) {
      case WILDFLY_26, WILDFLY, LIBERTY, PAYARA, TOMEE_8, TOMEE -> true;
      default -> false;
    };
  }

  /** Why this server cannot run with a JDK; empty when it can. */
  Optional<String> reasonAgainst(int feature) {
    boolean setsPolicy = this == TOMEE_8 || this == TOMEE || this == WILDFLY_26;
    if (setsPolicy && feature > 23) {
      return Optional.of(
          "%s does not run on it: it sets a security policy, which JDK 24 took away"
              .formatted(product));
    }
    return Optional.empty();
  }

  ServletContainer container(Path base) throws IOException {
    return switch (this) {
      case TOMCAT_8, TOMCAT_9, TOMCAT_10, TOMCAT_11 -> new TomcatContainer(home(), base, false);
      case TOMEE_8, TOMEE -> new TomcatContainer(home(), base, true);
      case JETTY_9, JETTY_10, JETTY_11 -> new JettyContainer(home(), base, null);
      case JETTY_EE8, JETTY_EE9, JETTY_EE10, JETTY_EE11 ->
          new JettyContainer(home(), base, environment());
      case WILDFLY_26, WILDFLY -> new WildFlyContainer(home(), base);
      case LIBERTY -> new LibertyContainer(home(), base);
      case PAYARA -> new PayaraContainer(home(), base);
    };
  }

  private String environment() {
    return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT);
  }

  /** The one directory, or file, in what was unpacked. */
  Path home() throws IOException {
    try (Stream<Path> roots = Files.list(Workspace.directory("servers").resolve(key))) {
      return roots.findFirst().orElseThrow();
    }
  }
}
