package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings an origin that an operator wrote into the form in which browsers send it. */
final class Origin {

  private static final Pattern FORM =
      Pattern.compile("(https?)://([a-z0-9._-]++|\\[[0-9a-f:.]++])(?::0{0,4}+([1-9][0-9]{0,4}+))?");

  private Origin() {}

  /**
   * Returns the origin in lower case and without the default port of its scheme.
   *
   * @throws IllegalArgumentException when it is not an origin, so that no browser would send it
   */
  static String canonical(String text) {
    Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (parts.matches()) {
      String host = parts.group(1) + "://" + parts.group(2);
      int standard = defaultPort(parts.group(1));
      int port = parts.group(3) == null ? standard : Integer.parseInt(parts.group(3));
      if (port <= 65_535) {
        return port == standard ? host : host + ":" + port;
      }
    }
    throw new IllegalArgumentException(
        Masking.quoted(text)
            + " is not a valid origin: expected scheme://host[:port] as browsers send it, in ASCII"
            + " (xn--…) and without a path, for example https://app.example.com; * and null cannot"
            + " be allowed, since requests carry the user's cookies");
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
