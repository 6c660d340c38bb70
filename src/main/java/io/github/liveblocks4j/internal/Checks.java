package io.github.liveblocks4j.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks of what goes to Liveblocks. Each returns the value that it has checked, or throws an
 * {@link IllegalArgumentException} that names it and does not quote it: values can be personal.
 */
public final class Checks {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Checks() {}

  /** Requires text that is neither null nor blank, and well-formed. */
  public static String requireText(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return requireWellFormed(name, value);
  }

  /** Requires a duration between 1 millisecond and 5 minutes. */
  public static Duration within(String name, Duration value) {
    return within(name, value, LONGEST);
  }

  /** Requires a duration between 1 millisecond and some minutes. */
  public static Duration within(String name, Duration value, Duration longest) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "%s must be between 1 ms and %s min, was %s".formatted(name, longest.toMinutes(), value));
    }
    return value;
  }

  /** Requires a number within a range. */
  public static int within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, was %s".formatted(name, least, most, value));
    }
    return value;
  }

  /**
   * Requires well-formed UTF-16. An unpaired surrogate has no form in UTF-8: it would reach
   * Liveblocks as a question mark, and two ids that differ here would be one there.
   */
  public static String requireWellFormed(String name, String value) {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException(
          name
              + " is not well-formed text: it has an unpaired surrogate, which UTF-8 cannot"
              + " represent");
    }
    return value;
  }

  /** Returns whether text has no unpaired surrogate. */
  public static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /**
   * Parses a base URL of Liveblocks.
   *
   * @return an http or https URL without a slash at its end
   * @throws IllegalArgumentException when it is not one, or has user info, query or fragment; the
   *     message does not repeat it, since a key can be in it by mistake
   */
  public static URI baseUrl(String text) {
    String plain = text.strip();
    while (plain.endsWith("/")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    try {
      URI uri = new URI(plain);
      if (List.of("http", "https")
              .contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused like any other.
    }
    throw new IllegalArgumentException(
        "baseUrl must be an http or https URL without user info, query or fragment, for example"
            + " https://api.liveblocks.io");
  }
}
