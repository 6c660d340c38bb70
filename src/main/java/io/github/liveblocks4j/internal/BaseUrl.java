package io.github.liveblocks4j.internal;

import java.net.URI;
import java.net.URISyntaxException;
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
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw bad(" (" + e.getReason() + ")");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("https") || scheme.equals("http"))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw bad("");
    }
    String plain = uri.toString();
    while (plain.endsWith("/")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    return URI.create(plain);
  }

  private static IllegalArgumentException bad(String reason) {
    return new IllegalArgumentException(
        "baseUrl must be an http or https URL without user info, query or fragment, for example"
            + " https://api.liveblocks.io"
            + reason);
  }
}
