package io.github.liveblocks4j.containers;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the web applications, compiled as their developer would: against the very jars
 * that they carry, and without a warning.
 */
final class WarClasses {

  private static final Path SOURCES = Path.of("src/main/java/io/github/liveblocks4j/containers");

  private WarClasses() {}

  /**
   * Compiles packages of src/main, and returns the directory of the class files.
   *
   * @param packages the last parts of their names
   */
  static Path compile(Age age, List<Path> libraries, String... packages) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String name : packages) {
      try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
        for (Path file : files.toList()) {
          sources.put(name + "/" + file.getFileName(), Files.readString(file));
        }
      }
    }
    return compile(age, libraries, sources);
  }

  /** Compiles sources by the names of their files, and returns the directory of the class files. */
  static Path compile(Age age, List<Path> libraries, Map<String, String> sources)
      throws IOException {
    Path work = Workspace.fresh("classes-" + ProcessHandle.current().pid());
    String classPath =
        Stream.concat(libraries.stream(), age.provided().stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-Xlint:all,-processing", "-Werror", "-proc:none"));
    arguments.addAll(List.of("-d", work.resolve("out").toString(), "-classpath", classPath));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = work.resolve("src").resolve(source.getKey());
      Workspace.write(file, age.source(source.getValue()));
      arguments.add(file.toString());
    }
    StringWriter messages = new StringWriter();
    PrintWriter writer = new PrintWriter(messages);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    if (javac.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
      throw new AssertionError("javac says:\n" + messages);
    }
    return work.resolve("out");
  }
}
