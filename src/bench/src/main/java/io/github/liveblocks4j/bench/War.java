package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.war.BareServlet;
import io.github.liveblocks4j.servlet.UserResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A web application: the standalone jar, and a class that says who is signed in. */
final class War {

  /** The context that it is deployed to, and the default path of the endpoint. */
  static final String ENDPOINT = "/app/api/liveblocks-auth";

  /** Lets the container read no jar, and so declares what the jar would. */
  static final String NO_FRAGMENTS =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
        <absolute-ordering/>
        <servlet>
          <servlet-name>liveblocks-auth</servlet-name>
          <servlet-class>io.github.liveblocks4j.servlet.LiveblocksAuthServlet</servlet-class>
          <load-on-startup>1</load-on-startup>
          <async-supported>true</async-supported>
        </servlet>
        <servlet-mapping>
          <servlet-name>liveblocks-auth</servlet-name>
          <url-pattern>/api/liveblocks-auth</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  private War() {}

  /** Writes one with a servlet of its own in the endpoint's place, and without the jar. */
  static Path bare(String name) throws IOException {
    Path war = Workspace.fresh("war-" + name).resolve("app.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      classEntry(zip, BareServlet.class);
    }
    return war;
  }

  /** Writes one with the jar, or an empty one. */
  static Path write(String name, Optional<Path> jar, Class<? extends UserResolver> resolver)
      throws IOException {
    return write(name, jar, resolver, Optional.empty());
  }

  static Path write(
      String name,
      Optional<Path> jar,
      Class<? extends UserResolver> resolver,
      Optional<String> webXml)
      throws IOException {
    Path war = Workspace.fresh("war-" + name).resolve("app.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      entry(zip, "ready.txt", "ready".getBytes(StandardCharsets.UTF_8));
      if (webXml.isPresent()) {
        entry(zip, "WEB-INF/web.xml", webXml.get().getBytes(StandardCharsets.UTF_8));
      }
      if (jar.isPresent()) {
        entry(zip, "WEB-INF/lib/liveblocks-servlet.jar", Files.readAllBytes(jar.get()));
        classEntry(zip, resolver);
        entry(
            zip,
            "WEB-INF/classes/META-INF/services/" + UserResolver.class.getName(),
            resolver.getName().getBytes(StandardCharsets.UTF_8));
      }
    }
    return war;
  }

  private static void classEntry(ZipOutputStream zip, Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    entry(zip, "WEB-INF/classes/" + file, bytes(file));
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = War.class.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
