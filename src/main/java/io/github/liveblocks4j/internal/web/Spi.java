package io.github.liveblocks4j.internal.web;

/**
 * What the application brings for an SPI.
 *
 * @param name of its class, for messages
 * @param origin where it was found, for example {@code ServletContext attribute}
 * @param created whether it was created for the endpoint
 */
public record Spi<T>(T instance, String name, String origin, boolean created) {

  static final String ARGUMENT = "constructor argument";

  static <T> Spi<T> of(T instance, String origin, boolean created) {
    return new Spi<>(instance, instance.getClass().getName(), origin, created);
  }

  /** Of the library's own, where the application brings none. */
  public static <T> Spi<T> byDefault(T instance) {
    return new Spi<>(instance, instance.toString(), "default", true);
  }

  /** Returns whether both are one object, or two of a class that no constructor was given. */
  public boolean isSameAs(Spi<T> other) {
    return instance == other.instance
        || (!origin.equals(ARGUMENT) && created == other.created && name.equals(other.name));
  }

  /** Returns the class and where it was registered, for messages. */
  @Override
  public String toString() {
    return name + " (" + origin + ")";
  }
}
