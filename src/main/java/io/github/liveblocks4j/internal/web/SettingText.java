package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the text of settings. Failures are {@code IllegalArgumentException}s whose messages say
 * what is expected, and do not quote the text: it may be a key in the wrong place.
 */
final class SettingText {

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]++");

  private static final Pattern ORIGIN =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]{0,60}+)://([A-Za-z0-9._-]++|\\[[0-9A-Fa-f:.]++])"
              + "(?::0{0,4}+([1-9][0-9]{0,4}+))?");

  private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

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

  /**
   * Brings an origin into the form in which browsers send it: in lower case and without the default
   * port of its scheme. Of a scheme other than http and https (apps and extensions of browsers have
   * one) the host stays as it is.
   *
   * @throws IllegalArgumentException when it is not an origin, so that no browser would send it
   */
  static String origin(String text) {
    Matcher parts = ORIGIN.matcher(text);
    if (parts.matches()) {
      String scheme = parts.group(1).toLowerCase(Locale.ROOT);
      int standard = DEFAULT_PORTS.getOrDefault(scheme, 0);
      String host = standard == 0 ? parts.group(2) : parts.group(2).toLowerCase(Locale.ROOT);
      int port = parts.group(3) == null ? standard : Integer.parseInt(parts.group(3));
      if (port <= 65_535) {
        return scheme + "://" + host + (port == standard ? "" : ":" + port);
      }
    }
    throw new IllegalArgumentException(
        Masking.quoted(text)
            + " is not a valid origin: expected scheme://host[:port] as browsers send it, in ASCII"
            + " (xn--…) and without a path, for example https://app.example.com or"
            + " capacitor://localhost; * and null cannot be allowed, since requests carry the"
            + " user's cookies");
  }
}
