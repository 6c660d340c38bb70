package io.github.liveblocks4j.internal;

import java.util.regex.Pattern;

/**
 * Masks keys and tokens in text of other origin, so that the rest is safe for a log. All patterns
 * are possessive: untrusted input reaches them, and none may backtrack.
 */
public final class Masking {

  // A key is masked wherever it stands; other words that end in "sk_", such as task_id, are not.
  private static final Pattern KEY =
      Pattern.compile(
          "((?<![A-Za-z0-9])sk_|sk_(?=dev|prod|local)|(?<![A-Za-z0-9])lbs_|whsec_)[A-Za-z0-9_+/=-]++");

  // A JWT begins with the base64url of {". Nothing is asked of what stands before it, which can be
  // the percent-encoded delimiter of a URL; nor of how many parts follow, since the next token can
  // stand right behind it.
  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_.-]{8,}+");

  // At least 16 characters, so that prose such as "Bearer authentication" stays readable.
  private static final Pattern BEARER =
      Pattern.compile("(Bearer[ :=]++)[A-Za-z0-9._~+/=-]{16,}+", Pattern.CASE_INSENSITIVE);

  // What breaks a line or changes its direction in some viewer.
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]++");
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

  private static final int MAX_QUOTED = 160;

  private Masking() {}

  /** Returns the text as one bounded, well-formed line without secrets. */
  public static String line(String text, int maxLength) {
    String line = CONTROL.matcher(text(text, maxLength)).replaceAll(" ").strip();
    return UNPAIRED_SURROGATE.matcher(line).replaceAll("\ufffd");
  }

  /** Returns a value in quotes for a message: one bounded line without secrets. */
  public static String quoted(String value) {
    return "'" + line(value, MAX_QUOTED) + "'";
  }

  /** Returns the text, bounded and without secrets; its line breaks stay. */
  public static String text(String text, int maxLength) {
    // Cut late: a cut through a key would hide its beginning from the pattern.
    String head = text.length() > 4 * maxLength ? text.substring(0, 4 * maxLength) : text;
    String masked = KEY.matcher(head).replaceAll("$1***");
    masked = TOKEN.matcher(masked).replaceAll("***");
    masked = BEARER.matcher(masked).replaceAll("$1***");
    return masked.length() > maxLength ? masked.substring(0, maxLength) + "…" : masked;
  }
}
