package io.github.liveblocks4j.containers;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The classes of the web applications, compiled as their developer would: against the very jars
 * that they carry, and without a warning.
 */
final class WarClasses {

  private static final Path SOURCES = Path.of("src/main/java/io/github/liveblocks4j/containers");

  private WarClasses() {}

  /**
   * Returns the class files, by the names of their files.
   *
   * @param packages the last parts of their names
   */
  static Map<String, byte[]> compile(Age age, List<Path> libraries, List<String> packages)
      throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String name : packages) {
      for (Path file : filesIn(SOURCES.resolve(name))) {
        sources.put(file.toString(), Files.readString(file));
      }
    }
    return compile(age, libraries, sources);
  }

  /**
   * Returns the class files, by the names of their files.
   *
   * @param sources the sources, by the names of their files
   */
  static Map<String, byte[]> compile(Age age, List<Path> libraries, Map<String, String> sources)
      throws IOException {
    Path output = Workspace.fresh("classes");
    List<Source> units =
        sources.entrySet().stream()
            .map(file -> new Source(Path.of(file.getKey()), age.source(file.getValue())))
            .toList();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-Xlint:all,-processing",
            "-Werror",
            "-proc:none",
            "-d",
            output.toString(),
            "-classpath",
            Stream.concat(libraries.stream(), age.provided().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, units)
            .call();
    if (!compiled) {
      throw new AssertionError("javac says:\n" + messages);
    }
    Map<String, byte[]> classes = new HashMap<>();
    for (Path file : filesIn(output)) {
      classes.put(
          output.relativize(file).toString().replace(File.separatorChar, '/'),
          Files.readAllBytes(file));
    }
    return classes;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Path file, String text) {
      super(file.toUri(), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public String getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
