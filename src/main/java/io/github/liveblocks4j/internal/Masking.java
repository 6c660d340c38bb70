package io.github.liveblocks4j.internal;

import java.util.regex.Pattern;

/**
 * Takes keys and tokens out of text that Liveblocks, or something in its place, wrote: it may quote
 * what we sent. What is left is safe for a log.
 */
public final class Masking {

  private static final Pattern KEY = Pattern.compile("\\b(sk_|whsec_)[A-Za-z0-9_+/=-]+");
  private static final Pattern TOKEN =
      Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*){0,2}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}]+");

  private Masking() {}

  /** One bounded line without secrets. */
  public static String line(String text, int maxLength) {
    return CONTROL.matcher(text(text, maxLength)).replaceAll(" ").strip();
  }

  /** Bounded text without secrets. */
  public static String text(String text, int maxLength) {
    // Cut late: a cut through a key would hide its beginning from the pattern.
    String head = text.length() > 4 * maxLength ? text.substring(0, 4 * maxLength) : text;
    String masked = TOKEN.matcher(KEY.matcher(head).replaceAll("$1***")).replaceAll("***");
    return masked.length() > maxLength ? masked.substring(0, maxLength) + "…" : masked;
  }
}
