package io.github.liveblocks4j.internal.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What the application brings for an SPI.
 *
 * @param name of its class, for messages
 * @param origin where it was found, for example {@code ServletContext attribute}
 * @param created whether the endpoint created it, and so has to close it
 */
public record Spi<T>(T instance, String name, String origin, boolean created) {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  static final String ARGUMENT = "constructor argument";

  static <T> Spi<T> of(T instance, String origin) {
    return new Spi<>(instance, instance.getClass().getName(), origin, false);
  }

  /** Of an instance that was created for the endpoint. */
  static <T> Spi<T> created(T instance, String origin) {
    return new Spi<>(instance, instance.getClass().getName(), origin, true);
  }

  /** Of the library's own, where the application brings none. */
  public static <T> Spi<T> byDefault(T instance) {
    return new Spi<>(instance, instance.toString(), "default", true);
  }

  /** Returns whether both are one object, or two of a class that no constructor was given. */
  boolean isSameAs(Spi<T> other) {
    return instance == other.instance
        || (!origin.equals(ARGUMENT) && created == other.created && name.equals(other.name));
  }

  /** Closes an instance that was created for the endpoint, if it can be closed. */
  public void close() {
    if (created && instance instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.log(Level.WARNING, () -> this + " did not close", e);
      }
    }
  }

  /** Returns the class and where it was registered, for messages. */
  @Override
  public String toString() {
    return name + " (" + origin + ")";
  }
}
