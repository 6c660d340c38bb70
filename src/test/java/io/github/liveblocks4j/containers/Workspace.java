package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code target/containers}: what the build put there, and what the tests make. */
final class Workspace {

  private Workspace() {}

  static Path root() {
    String root = System.getProperty("build.containers");
    if (root == null) {
      throw new IllegalStateException("run this by mvn verify -Pcontainers");
    }
    return Path.of(root);
  }

  static Path directory(String name) {
    return root().resolve(name);
  }

  /** A directory with nothing in it. */
  static Path fresh(String name) throws IOException {
    Path directory = directory(name);
    delete(directory);
    return Files.createDirectories(directory);
  }

  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
