package io.github.liveblocks4j.internal.web;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the text of settings. Failures are {@code IllegalArgumentException}s whose messages say
 * what is expected, and do not quote the text: it may be a key in the wrong place.
 */
final class SettingText {

  private static final long MAX_KEY_FILE_BYTES = 4_096;
  private static final Pattern PLAIN_DURATION = Pattern.compile("([0-9]{1,9}+)\\s*+(ms|s|m)");
  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]++");
  private static final String BYTE_ORDER_MARK = "\ufeff";

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
    Matcher plain = PLAIN_DURATION.matcher(text.strip());
    if (plain.matches()) {
      long amount = Long.parseLong(plain.group(1));
      return switch (plain.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        default -> Duration.ofMinutes(amount);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a duration such as 8s, 500ms or PT8S");
    }
  }

  /** Splits at commas and white space. */
  static List<String> list(String text) {
    return Arrays.stream(SEPARATOR.split(text)).filter(entry -> !entry.isEmpty()).toList();
  }

  /** Reads the file that a setting names. */
  static String keyFile(String path) {
    try {
      Path file = Path.of(path.strip());
      if (Files.size(file) > MAX_KEY_FILE_BYTES) {
        throw new IllegalArgumentException(
            "the file is larger than " + MAX_KEY_FILE_BYTES + " bytes; it must hold the key alone");
      }
      String content = Files.readString(file, StandardCharsets.UTF_8);
      // Windows editors put it there.
      return content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("this is not a valid file path");
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the file is not UTF-8 text: save the key alone, as plain text");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file cannot be read (%s): check that it exists and that the server's user may read it"
              .formatted(e.getClass().getSimpleName()));
    }
  }
}
