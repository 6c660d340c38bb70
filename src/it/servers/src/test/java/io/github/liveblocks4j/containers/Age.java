package io.github.liveblocks4j.containers;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which names the Servlet API has on a server, and what else follows from that. */
enum Age {
  JAKARTA(
      "",
      "https://jakarta.ee/xml/ns/jakartaee",
      "5.0",
      jakarta.servlet.Servlet.class,
      jakarta.enterprise.inject.Produces.class,
      jakarta.inject.Inject.class),
  JAVAX(
      "-javax",
      "http://xmlns.jcp.org/xml/ns/javaee",
      "3.1",
      javax.servlet.Servlet.class,
      javax.enterprise.inject.Produces.class,
      javax.inject.Inject.class);

  private final String classifier;
  private final String namespace;
  private final String schemaVersion;
  private final Class<?>[] provided;

  Age(String classifier, String namespace, String schemaVersion, Class<?>... provided) {
    this.classifier = classifier;
    this.namespace = namespace;
    this.schemaVersion = schemaVersion;
    this.provided = provided;
  }

  /** The standalone jar, of this build, never from a local repository. */
  Path standalone() {
    Path testKit = jarOf(FakeLiveblocks.class);
    if (!testKit.startsWith(Document.ROOT)) {
      throw new IllegalStateException(
          testKit + " is of another build: run mvn -Pcontainers verify");
    }
    String name = testKit.getFileName().toString();
    return testKit.resolveSibling(name.replace("-testing", classifier + "-standalone"));
  }

  /** The plain jar, and what a build tool brings with it. */
  List<Path> plainWithDependencies() throws IOException {
    String war = this == JAVAX ? "../javax/target/javax-it" : "target/servers-it";
    try (Stream<Path> jars = Files.list(Path.of(war, "WEB-INF/lib"))) {
      return jars.sorted().toList();
    }
  }

  /** What is there to compile against only: the APIs of the server, and annotations. */
  List<Path> provided() {
    return Stream.concat(Stream.of(provided), Stream.of(org.jspecify.annotations.NullMarked.class))
        .map(Age::jarOf)
        .toList();
  }

  /** A source file of today with the package names of this age. */
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

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
