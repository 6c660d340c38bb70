package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings an origin that an operator wrote into the form in which browsers send it. */
final class Origin {

  private static final Pattern FORM =
      Pattern.compile("(https?)://([a-z0-9._-]++|\\[[0-9a-f:.]++])(?::([0-9]{1,5}+))?");

  private Origin() {}

  /**
   * Returns the origin in lower case and without the default port of its scheme.
   *
   * @throws IllegalArgumentException when it is not an origin, so that no browser would send it
   */
  static String canonical(String text) {
    String origin = text.toLowerCase(Locale.ROOT);
    Matcher parts = FORM.matcher(origin);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          Masking.quoted(text) + " is not a valid origin: " + expected(origin));
    }
    String scheme = parts.group(1);
    String port = parts.group(3);
    if (port == null) {
      return origin;
    }
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(
          Masking.quoted(text) + " is not a valid origin: expected a port from 1 to 65535");
    }
    String host = scheme + "://" + parts.group(2);
    return number == defaultPort(scheme) ? host : host + ":" + number;
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static String expected(String origin) {
    if (origin.contains("*")) {
      return "name each origin; * is not possible, for the user's cookies travel along";
    }
    if (origin.equals("null")) {
      return "sandboxed pages of anybody have it, so that it cannot be allowed";
    }
    if (origin.chars().anyMatch(c -> c > 127)) {
      // java.net.IDN maps some names (with ß, for example) to others than browsers do.
      return "write the host in its ASCII form (xn--…), as browsers send it";
    }
    if (origin.endsWith("/")) {
      return "remove the slash at its end, which browsers do not send";
    }
    return "expected scheme://host[:port] without a path, for example https://app.example.com";
  }
}
