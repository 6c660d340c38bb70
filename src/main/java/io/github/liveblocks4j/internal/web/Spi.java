package io.github.liveblocks4j.internal.web;

/**
 * What the application brings for an SPI.
 *
 * @param <T> the SPI
 * @param instance the application's implementation
 * @param name of its class, as its author knows it, for messages
 * @param origin where it was found, for example {@code ServletContext attribute}
 */
public record Spi<T>(T instance, String name, String origin) {

  // What proxies of CDI and Spring have in the names of their classes, and lambdas too.
  private static final String GENERATED = "$$";
  private static final String LAMBDA = "$$Lambda";

  static <T> Spi<T> of(T instance, String origin) {
    return new Spi<>(instance, nameOf(instance.getClass()), origin);
  }

  private static String nameOf(Class<?> type) {
    int lambda = type.getName().indexOf(LAMBDA);
    if (lambda > 0) {
      return "a lambda in " + type.getName().substring(0, lambda);
    }
    Class<?> written = type;
    while (written.getName().contains(GENERATED)
        && written.getSuperclass() != null
        && written.getSuperclass() != Object.class) {
      written = written.getSuperclass();
    }
    return written.getName();
  }

  /** Returns the class and where it was registered, for messages. */
  @Override
  public String toString() {
    return name + " (" + origin + ")";
  }
}
