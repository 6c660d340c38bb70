package io.github.liveblocks4j.internal;

/**
 * Supplies the value of the Authorization header, which can be replaced while calls are in flight.
 * Implementations are thread-safe, and may read a file: they are asked on threads of callers and of
 * the client's executor, never on those of the transport or the timer.
 */
public interface Authorization {

  /** Returns the value for an attempt that is about to be sent. */
  String value();

  /**
   * Returns whether another value has replaced the one that Liveblocks has just rejected. If so, it
   * is what {@link #value()} returns from now on.
   */
  boolean hasReplaced(String rejected);

  /** Returns an authorization that never changes. */
  static Authorization fixed(String value) {
    return new Authorization() {
      @Override
      public String value() {
        return value;
      }

      @Override
      public boolean hasReplaced(String rejected) {
        return false;
      }
    };
  }
}
