package io.github.liveblocks4j.containers;

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

  /** The file in {@code target}. */
  Path file() {
    String prefix = System.getProperty("build.jars");
    if (prefix == null) {
      throw new IllegalStateException("run this by mvn verify: build.jars is not set");
    }
    Path file = Path.of(prefix + suffix + ".jar");
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(file + " is not there: build it with mvn package");
    }
    return file;
  }
}
