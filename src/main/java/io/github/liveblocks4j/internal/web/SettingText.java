package io.github.liveblocks4j.internal.web;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Parses the text of settings. Failures are {@code IllegalArgumentException}s whose messages say
 * what is expected, and do not quote the text: it may be a key in the wrong place.
 */
final class SettingText {

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]++");

  private SettingText() {}

  static boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number");
    }
  }

  static Duration duration(String text) {
    String time = text.strip().replace(" ", "").toUpperCase(Locale.ROOT);
    try {
      return time.endsWith("MS")
          ? Duration.ofMillis(Integer.parseInt(time.substring(0, time.length() - 2)))
          : Duration.parse(time.startsWith("P") ? time : "PT" + time);
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException("expected a duration such as 8s, 500ms or PT8S");
    }
  }

  /** Splits at commas and white space. */
  static List<String> list(String text) {
    return Arrays.stream(SEPARATOR.split(text)).filter(entry -> !entry.isEmpty()).toList();
  }

  static Path path(String text) {
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("this is not a valid file path");
    }
  }
}
