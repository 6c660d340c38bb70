package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds a web application archive. */
final class TestWar {

  private final Map<String, byte[]> files = new TreeMap<>();

  TestWar() {
    file(ServletContainer.READY, "ready");
  }

  TestWar file(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  TestWar webXml(String text) {
    return file("WEB-INF/web.xml", text);
  }

  TestWar libraries(Collection<Path> jars) throws IOException {
    for (Path jar : jars) {
      files.put("WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
    }
    return this;
  }

  TestWar classes(Path directory) throws IOException {
    return files("WEB-INF/classes/", directory);
  }

  /** Puts the files of a directory below a path. */
  TestWar files(String path, Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(path + directory.relativize(file), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** Leaves out the files whose names match. */
  TestWar without(String regex) {
    files.keySet().removeIf(name -> name.matches(regex));
    return this;
  }

  TestWar service(String type, String provider) {
    return file("WEB-INF/classes/META-INF/services/" + type, provider);
  }

  void writeTo(Path war) throws IOException {
    Files.createDirectories(war.getParent());
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
  }
}
