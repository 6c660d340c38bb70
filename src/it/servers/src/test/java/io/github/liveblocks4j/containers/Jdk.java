package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK to run servers with.
 *
 * @param feature its version, for example 17
 * @param home where it is
 */
record Jdk(int feature, Path home) {

  /** The one that runs the tests. */
  static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /**
   * Returns another one: where the environment variable {@code JAVA25_HOME} (or the like) says,
   * else beside the one that runs the tests.
   */
  static Optional<Jdk> find(int feature) {
    if (current().feature() == feature) {
      return Optional.of(current());
    }
    String home = System.getenv("JAVA" + feature + "_HOME");
    if (home != null) {
      return Optional.of(new Jdk(feature, Path.of(home)));
    }
    Path siblings = current().home().getParent();
    if (siblings == null) {
      return Optional.empty();
    }
    try (Stream<Path> candidates = Files.list(siblings)) {
      List<Path> sorted = candidates.sorted().toList();
      return sorted.stream()
          .filter(candidate -> isJdk(candidate, feature))
          .findFirst()
          .map(candidate -> new Jdk(feature, candidate));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isJdk(Path home, int feature) {
    try {
      String release = Files.readString(home.resolve("release"));
      return release.contains("JAVA_VERSION=\"" + feature + ".")
          || release.contains("JAVA_VERSION=\"" + feature + "\"");
    } catch (IOException e) {
      return false;
    }
  }

  /** Its launcher. */
  String java() {
    return home.resolve("bin/java").toString();
  }
}
