package io.github.liveblocks4j.artifacts;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The content of a jar, down to the constant pools of its classes. */
final class JarContent {

  private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([\\w$/-]+)[;<]");

  private final List<String> names = new ArrayList<>();
  private final Map<String, byte[]> files = new TreeMap<>();

  private JarContent() {}

  static JarContent of(Path jar) throws IOException {
    JarContent content = new JarContent();
    try (JarFile file = new JarFile(jar.toFile())) {
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

  /** The names of the files below {@code META-INF/services}. */
  List<String> services() {
    return names.stream().filter(name -> name.startsWith("META-INF/services/")).toList();
  }

  /** The classes, as {@code io/github/…}. */
  Set<String> classes() {
    return names.stream()
        .filter(name -> name.endsWith(".class"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String text(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new AssertionError("The jar has no " + name);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Every text in the constant pools, with the classes that have it. */
  Map<String, Set<String>> constants() throws IOException {
    Map<String, Set<String>> constants = new HashMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().endsWith(".class")) {
        for (String constant : texts(file.getValue())) {
          constants.computeIfAbsent(constant, unused -> new TreeSet<>()).add(file.getKey());
        }
      }
    }
    return constants;
  }

  /** The types that a constant is about: a class name, or those within a descriptor. */
  static Set<String> types(String constant) {
    Set<String> types = new TreeSet<>();
    Matcher matcher = TYPE_IN_DESCRIPTOR.matcher(constant);
    while (matcher.find()) {
      types.add(matcher.group(1));
    }
    if (types.isEmpty()) {
      types.add(constant);
    }
    return types;
  }

  /** The texts in a constant pool (JVMS 4.4). */
  private static Set<String> texts(byte[] classFile) throws IOException {
    Set<String> texts = new TreeSet<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
      in.skipNBytes(8); // magic, versions
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.add(in.readUTF());
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++; // takes two places
          }
          default -> throw new IOException("constant pool tag " + tag);
        }
      }
    }
    return texts;
  }
}
