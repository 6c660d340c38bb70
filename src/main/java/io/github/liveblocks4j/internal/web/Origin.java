package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings an origin that an operator wrote into the form in which browsers send it. */
final class Origin {

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]{0,60}+)://([A-Za-z0-9._-]++|\\[[0-9A-Fa-f:.]++])"
              + "(?::0{0,4}+([1-9][0-9]{0,4}+))?");

  private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

  private Origin() {}

  /**
   * Returns the origin in lower case and without the default port of its scheme. Of a scheme other
   * than http and https (apps and extensions of browsers have one) the host stays as it is.
   *
   * @throws IllegalArgumentException when it is not an origin, so that no browser would send it
   */
  static String canonical(String text) {
    Matcher parts = FORM.matcher(text);
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
