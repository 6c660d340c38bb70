package io.github.liveblocks4j.artifacts;

import java.nio.file.Files;
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

  /** The file in {@code target}. */
  Path file() {
    String prefix = System.getProperty("build.jars");
    if (prefix == null) {
      throw new IllegalStateException("build.jars is not set: run mvn verify");
    }
    Path file = Path.of(prefix + suffix + ".jar");
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(file + " does not exist: run mvn package");
    }
    return file;
  }
}
