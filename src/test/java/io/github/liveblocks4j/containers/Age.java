package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which names the Servlet API has on a server, and what else follows from that. */
enum Age {
  JAKARTA(Artifact.MAIN, Artifact.STANDALONE, "https://jakarta.ee/xml/ns/jakartaee", "5.0"),
  JAVAX(Artifact.JAVAX, Artifact.JAVAX_STANDALONE, "http://xmlns.jcp.org/xml/ns/javaee", "3.1");

  private final Artifact plain;
  private final Artifact standalone;
  private final String namespace;
  private final String schemaVersion;

  Age(Artifact plain, Artifact standalone, String namespace, String schemaVersion) {
    this.plain = plain;
    this.standalone = standalone;
    this.namespace = namespace;
    this.schemaVersion = schemaVersion;
  }

  /** The standalone jar. */
  List<Path> alone() {
    return List.of(standalone.file());
  }

  /** The plain jar, and what a build tool would bring with it. */
  List<Path> plainWithDependencies() throws IOException {
    List<Path> jars = new ArrayList<>(libraries());
    jars.add(plain.file());
    return jars;
  }

  /** What the plain jar needs. */
  List<Path> libraries() throws IOException {
    return jarsIn("lib");
  }

  /** What is there to compile against only: the Servlet API, and annotations. */
  List<Path> provided() throws IOException {
    return jarsIn("provided");
  }

  /** A source file of today in the language of this age. */
  String source(String text) {
    return this == JAVAX
        ? text.replaceAll("\\bjakarta\\.(servlet|enterprise|inject)\\b", "javax.$1")
        : text;
  }

  /** A beans.xml: an empty one means "every class is a bean" before CDI 4.0. */
  String beansXml() {
    return """
        <beans xmlns="%s" version="%s" bean-discovery-mode="annotated"/>
        """
        .formatted(namespace, this == JAVAX ? "1.1" : "3.0");
  }

  /** A web.xml with this content. */
  String webXml(boolean metadataComplete, String content) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app xmlns="%s" version="%s" metadata-complete="%s">
        %s
        </web-app>
        """
        .formatted(namespace, schemaVersion, metadataComplete, content);
  }

  private List<Path> jarsIn(String directory) throws IOException {
    Path jars =
        Workspace.directory("jars").resolve(name().toLowerCase(Locale.ROOT)).resolve(directory);
    try (Stream<Path> files = Files.list(jars)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
