package io.github.liveblocks4j.containers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JDK to run servers with.
 *
 * @param feature its version, for example 17
 * @param home where it is
 */
record Jdk(int feature, Path home) {

  /** Returns the one that runs the tests. */
  static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** Returns that one, and JDK 25 where the environment variable {@code JAVA25_HOME} has it. */
  static List<Jdk> all() {
    List<Jdk> all = new ArrayList<>(List.of(current()));
    String newer = System.getenv("JAVA25_HOME");
    if (newer != null && current().feature() != 25) {
      all.add(new Jdk(25, Path.of(newer)));
    }
    return all;
  }

  /** Returns its launcher. */
  String java() {
    return home.resolve("bin/java").toString();
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
