package io.github.liveblocks4j.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks of what goes to Liveblocks. Each returns the value that it has checked, so that it can
 * stand in an assignment, and quotes none: values can be personal.
 */
public final class Checks {

  private Checks() {}

  /**
   * Requires text that is neither null nor blank, and well-formed.
   *
   * @throws IllegalArgumentException naming {@code name}
   */
  public static String requireText(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return requireWellFormed(name, value);
  }

  /**
   * Returns what {@code value} makes, and lets its refusal say where it was.
   *
   * @throws IllegalArgumentException that begins with {@code name}
   */
  public static <T> T named(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Requires well-formed UTF-16. An unpaired surrogate has no form in UTF-8: it would reach
   * Liveblocks as a question mark, and two ids that differ here would be one there.
   *
   * @throws IllegalArgumentException naming {@code name}
   */
  public static String requireWellFormed(String name, String value) {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException(
          name
              + " is not well-formed text: it has an unpaired surrogate, which UTF-8 cannot represent");
    }
    return value;
  }

  /** Returns whether text has no unpaired surrogate. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
