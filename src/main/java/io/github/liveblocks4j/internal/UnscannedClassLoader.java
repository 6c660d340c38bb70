package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads classes that the servers do not see when they scan. At every start a server reads all
 * {@code .class} files in {@code WEB-INF/lib}, in search of annotations and of implementations. The
 * HTTP client is more than half of the standalone jar and has neither, so its files bear another
 * suffix there. Elsewhere this class loader finds nothing that its parent does not.
 *
 * <p>The technique of the Java agents of Datadog and OpenTelemetry; {@code UnscannedClasses} in the
 * build has the other half, and what it saves.
 */
final class UnscannedClassLoader extends ClassLoader {

  private static final String SUFFIX = ".classdata";

  static {
    registerAsParallelCapable();
  }

  // One, for a web application may have several clients.
  private static final ClassLoader INSTANCE =
      new UnscannedClassLoader(UnscannedClassLoader.class.getClassLoader());

  private UnscannedClassLoader(ClassLoader parent) {
    super(parent);
  }

  /** Returns the class of this name, unscanned or not. */
  static Class<?> load(String name) throws ClassNotFoundException {
    return INSTANCE.loadClass(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + SUFFIX)) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = file.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, getClass().getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
