package io.github.liveblocks4j.support;

import io.github.liveblocks4j.Liveblocks;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.eclipse.jetty.ee9.webapp.WebAppContext;

/**
 * An exploded web application as a team would have it: our jar in WEB-INF/lib, some classes in
 * WEB-INF/classes. The libraries come from the class path: they load once, and not per application.
 */
public final class War {

  private final Path root;

  private War(Path root) {
    this.root = root;
  }

  /** Our jar, and nothing else. */
  public static War in(Path root) throws IOException {
    War war = new War(root);
    Path lib = Files.createDirectories(root.resolve("WEB-INF/lib"));
    war.packOurJar(lib.resolve("liveblocks-servlet.jar"));
    return war;
  }

  /** Adds a compiled class. */
  public War classFile(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
      return file("WEB-INF/classes/" + name, bytes.readAllBytes());
    }
  }

  /** Adds a text file. */
  public War file(String path, String text) throws IOException {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private War file(String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  /** Adds a provider for {@link java.util.ServiceLoader}, with its class. */
  public War service(Class<?> type, Class<?>... providers) throws IOException {
    for (Class<?> provider : providers) {
      classFile(provider);
    }
    return file(
        "WEB-INF/classes/META-INF/services/" + type.getName(),
        String.join("\n", Stream.of(providers).map(Class::getName).toList()));
  }

  /** Adds a web.xml with this content. */
  public War webXml(boolean metadataComplete, String content) throws IOException {
    return file(
        "WEB-INF/web.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0" metadata-complete="%s">
        %s
        </web-app>
        """
            .formatted(metadataComplete, content));
  }

  /** Returns it as an application that Jetty has to deploy. */
  public WebAppContext at(String contextPath) {
    WebAppContext context = new WebAppContext();
    context.setThrowUnavailableOnStartupException(true);
    context.setContextPath(contextPath);
    context.setBaseResourceAsPath(root);
    return context;
  }

  private void packOurJar(Path jar) throws IOException {
    Path classes;
    try {
      classes =
          Path.of(Liveblocks.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.setLevel(Deflater.NO_COMPRESSION); // It takes longer than a test.
      for (Path file : files) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        if (!name.contains("/testing/")) {
          entries.putNextEntry(new JarEntry(name));
          Files.copy(file, entries);
          entries.closeEntry();
        }
      }
    }
  }
}
