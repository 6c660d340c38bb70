package io.github.liveblocks4j.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Parses the base URL of Liveblocks. */
public final class BaseUrl {

  private BaseUrl() {}

  /**
   * Parses a base URL.
   *
   * @return an http or https URL without a slash at its end
   * @throws IllegalArgumentException when it is not one, or has user info, query or fragment; the
   *     message does not repeat it, since a key can be in it by mistake
   */
  public static URI parse(String text) {
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
