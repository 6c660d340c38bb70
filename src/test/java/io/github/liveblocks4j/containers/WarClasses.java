package io.github.liveblocks4j.containers;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The classes of a package below {@code containers}, compiled as the developer of an application
 * would: against the very jars that it carries, and without a warning.
 */
final class WarClasses {

  private static final Path SOURCES = Path.of("src/test/java/io/github/liveblocks4j/containers");

  private WarClasses() {}

  /**
   * The class files, by the names of their files.
   *
   * @param packages the last parts of their names
   */
  static Map<String, byte[]> compile(Age age, List<Path> libraries, List<String> packages)
      throws IOException {
    Path work = Workspace.fresh("classes");
    Path output = Files.createDirectories(work.resolve("out"));
    List<Path> sources = new ArrayList<>();
    for (String name : packages) {
      Files.createDirectories(work.resolve(name));
      for (Path file : filesIn(SOURCES.resolve(name))) {
        Path source = work.resolve(name).resolve(file.getFileName());
        Files.writeString(source, age.source(Files.readString(file)));
        sources.add(source);
      }
    }
    List<Path> classPath = new ArrayList<>(libraries);
    classPath.addAll(age.provided());
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
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new AssertionError("javac says:\n" + messages);
      }
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
}
