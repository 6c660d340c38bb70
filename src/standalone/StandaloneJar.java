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
 * Rewrites jars so that servers have less to do with them. At every start a server reads all {@code
 * .class} files of a web application, in search of annotations and of types that a
 * ServletContainerInitializer has asked for.
 *
 * <ul>
 *   <li>The HTTP client, what it logs with, and the one package of ours that speaks of them get the
 *       suffix that UnscannedClassLoader looks for. They are more than half of all.
 *   <li>Every other class comes after its superclass and its interfaces. Tomcat reads in the order
 *       of the jar, and looks up a supertype that it has not come to yet in the whole application.
 * </ul>
 *
 * <p>Run by the build, as {@code java StandaloneJar.java JAR...}.
 */
final class StandaloneJar {

  private static final String OURS = "io/github/liveblocks4j/";

  private static final List<String> UNSCANNED =
      List.of(OURS + "internal/http/", OURS + "shaded/hc/", OURS + "shaded/slf4j/");

  private final ZipFile jar;
  private final ClassLoader classes;
  private final Set<String> ordered = new LinkedHashSet<>();

  private StandaloneJar(ZipFile jar, ClassLoader classes) {
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
      new StandaloneJar(jar, classes).writeTo(out);
    }
    Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writeTo(OutputStream out) throws IOException {
    // What is no class stays where it is: a manifest must be the first.
    jar.stream().map(ZipEntry::getName).forEach(this::add);
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : ordered) {
        ZipEntry entry = new ZipEntry(isUnscanned(name) ? name + "data" : name);
        entry.setTimeLocal(jar.getEntry(name).getTimeLocal());
        zip.putNextEntry(entry);
        jar.getInputStream(jar.getEntry(name)).transferTo(zip);
        zip.closeEntry();
      }
    }
  }

  private static boolean isUnscanned(String name) {
    return name.endsWith(".class") && UNSCANNED.stream().anyMatch(name::startsWith);
  }

  private void add(String name) {
    if (!ordered.contains(name)) {
      supertypes(name).stream().filter(type -> jar.getEntry(type) != null).forEach(this::add);
      ordered.add(name);
    }
  }

  private List<String> supertypes(String name) {
    if (!name.endsWith(".class") || isUnscanned(name)) {
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
