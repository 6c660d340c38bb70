package io.github.liveblocks4j.artifacts;

import java.nio.file.Path;

/** The jars of this build; they exist from the phase {@code package} on. */
enum Artifact {
  MAIN(""),
  TESTING("-testing"),
  STANDALONE("-standalone"),
  JAVAX("-javax"),
  JAVAX_STANDALONE("-javax-standalone");

  private final String suffix;

  Artifact(String suffix) {
    this.suffix = suffix;
  }

  /** Whether it carries its libraries. */
  boolean isStandalone() {
    return this == STANDALONE || this == JAVAX_STANDALONE;
  }

  /** Whether it is for servers that know {@code javax.servlet}. */
  boolean isJavax() {
    return this == JAVAX || this == JAVAX_STANDALONE;
  }

  /** The file in {@code target}; {@code mvn verify} says where. */
  Path file() {
    return Path.of(System.getProperty("build.jars") + suffix + ".jar");
  }
}
