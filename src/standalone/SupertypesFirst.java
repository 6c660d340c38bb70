import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites jars so that every class comes after its superclass and its interfaces.
 *
 * <p>Tomcat reads all classes of a web application at its start, in the order of the jar, for those
 * that extend or implement what a ServletContainerInitializer has asked for. A supertype that it has
 * not come to yet is looked up in the whole application and read a second time. With 176 of those
 * among 1,400 classes, that was an eighth to a fifth of what the standalone jar adds to a start.
 *
 * <p>Run by the build, as {@code java SupertypesFirst.java JAR...}.
 */
final class SupertypesFirst {

  private final ZipFile jar;
  private final ClassLoader classes;
  private final Set<String> ordered = new LinkedHashSet<>();

  private SupertypesFirst(ZipFile jar, ClassLoader classes) {
    this.jar = jar;
    this.classes = classes;
  }

  public static void main(String[] arguments) throws IOException {
    for (String jar : arguments) {
      rewrite(Path.of(jar));
    }
  }

  private static void rewrite(Path file) throws IOException {
    Path rewritten = Path.of(file + ".tmp");
    URL[] urls = {file.toUri().toURL()};
    try (ZipFile jar = new ZipFile(file.toFile());
        URLClassLoader classes = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        OutputStream out = Files.newOutputStream(rewritten)) {
      new SupertypesFirst(jar, classes).writeTo(out);
    }
    Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writeTo(OutputStream out) throws IOException {
    // What is no class stays where it is: a manifest must be the first.
    jar.stream().map(ZipEntry::getName).forEach(this::add);
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : ordered) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(jar.getEntry(name).getTimeLocal());
        zip.putNextEntry(entry);
        jar.getInputStream(jar.getEntry(name)).transferTo(zip);
        zip.closeEntry();
      }
    }
  }

  private void add(String name) {
    if (!ordered.contains(name)) {
      supertypes(name).stream().filter(type -> jar.getEntry(type) != null).forEach(this::add);
      ordered.add(name);
    }
  }

  private List<String> supertypes(String name) {
    if (!name.endsWith(".class")) {
      return List.of();
    }
    try {
      Class<?> type =
          Class.forName(name.replaceFirst("\\.class$", "").replace('/', '.'), false, classes);
      List<Class<?>> supertypes = new ArrayList<>(Arrays.asList(type.getInterfaces()));
      if (type.getSuperclass() != null) {
        supertypes.add(type.getSuperclass());
      }
      return supertypes.stream().map(found -> found.getName().replace('.', '/') + ".class").toList();
    } catch (ClassNotFoundException | LinkageError e) {
      return List.of(); // One of them is the server's, or an optional library's.
    }
  }
}
