package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code target}: what the build put there, and what the measurements make. */
final class Workspace {

  private static final Path ROOT = Path.of("target").toAbsolutePath();

  private Workspace() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  /** Returns a directory with nothing in it. */
  static Path fresh(String name) throws IOException {
    Path directory = ROOT.resolve("work").resolve(name);
    if (Files.exists(directory)) {
      try (Stream<Path> walk = Files.walk(directory)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(directory);
  }

  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** Returns the one file of a directory, as the build unpacks servers. */
  static Path onlyFileIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.toList();
      if (found.size() != 1) {
        throw new IOException(
            "%s should have one file: run mvn clean; found %s".formatted(directory, found));
      }
      return found.get(0);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
