package io.github.liveblocks4j.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The content of a jar. */
final class JarContent {

  private static final String CLASS = ".class";

  private final List<String> names = new ArrayList<>();
  private final Map<String, byte[]> files = new TreeMap<>();

  private JarContent() {}

  static JarContent of(Artifact artifact) throws IOException {
    JarContent content = new JarContent();
    try (JarFile file = new JarFile(artifact.file().toFile())) {
      for (JarEntry entry : file.stream().filter(entry -> !entry.isDirectory()).toList()) {
        content.names.add(entry.getName());
        try (InputStream bytes = file.getInputStream(entry)) {
          content.files.put(entry.getName(), bytes.readAllBytes());
        }
      }
    }
    return content;
  }

  /** Returns the names of all files, duplicates included. */
  List<String> names() {
    return names;
  }

  /** Returns the names of the files below {@code META-INF/services}. */
  List<String> services() {
    return names.stream().filter(name -> name.startsWith("META-INF/services/")).toList();
  }

  /** Returns the classes, as {@code io/github/…}. */
  Set<String> classes() {
    return names.stream()
        .filter(name -> name.endsWith(CLASS))
        .map(name -> name.substring(0, name.length() - CLASS.length()))
        .collect(Collectors.toSet());
  }

  String text(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new AssertionError("The jar has no " + name);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Returns what of the class files matches, types and texts alike, with the files that have it.
   */
  Map<String, Set<String>> mentions(Pattern pattern) {
    Map<String, Set<String>> mentions = new TreeMap<>();
    files.forEach(
        (name, bytes) -> {
          if (name.endsWith(CLASS)) {
            pattern
                .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                .results()
                .forEach(
                    found ->
                        mentions
                            .computeIfAbsent(found.group(), unused -> new TreeSet<>())
                            .add(name));
          }
        });
    return mentions;
  }
}
