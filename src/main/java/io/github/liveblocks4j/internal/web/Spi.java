package io.github.liveblocks4j.internal.web;

/**
 * What the application brings for an SPI.
 *
 * @param name of its class, for messages
 * @param origin where it was found, for example {@code ServletContext attribute}
 */
public record Spi<T>(T instance, String name, String origin) {

  static final String ARGUMENT = "constructor argument";

  static <T> Spi<T> of(T instance, String origin) {
    return new Spi<>(instance, instance.getClass().getName(), origin);
  }

  /** Returns whether both are one object, or of one class that the same place names. */
  public boolean isSameAs(Spi<T> other) {
    return instance == other.instance
        || (!origin.equals(ARGUMENT) && toString().equals(other.toString()));
  }

  /** Returns the class and where it was registered, for messages. */
  @Override
  public String toString() {
    return name + " (" + origin + ")";
  }
}
