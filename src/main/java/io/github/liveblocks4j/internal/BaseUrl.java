package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Checks the base URL of Liveblocks, and which secret key may go to it. */
public final class BaseUrl {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final SecretKey DEVELOPMENT_SERVER = SecretKey.of("sk_localdev");

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

  /**
   * Checks that no production key goes over plain HTTP, except to loopback, where a proxy that adds
   * TLS can be. A development key over plain HTTP is a warning: a development server in the network
   * of a Compose file is legitimate. The development server's own key is not a secret.
   *
   * @throws IllegalArgumentException when the key of a production project would go in the clear
   */
  public static void checkPlainHttp(URI baseUrl, SecretKey key) {
    String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
    if (!"http".equalsIgnoreCase(baseUrl.getScheme())
        || isLoopback(host)
        || key.equals(DEVELOPMENT_SERVER)) {
      return;
    }
    if (key.isOfProduction()) {
      throw new IllegalArgumentException(
          "the secret key of a production project must not go to %s over plain HTTP, where others can read it: use an https base URL, or a proxy on this machine that adds TLS"
              .formatted(host));
    }
    LOG.log(
        Level.WARNING,
        "The secret key goes to {0} over plain HTTP, where others can read it: use an https base"
            + " URL unless that network is private",
        host);
  }

  // By its text: a look-up in the DNS would take time, and its result can change.
  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || (host.startsWith("127.") && host.chars().allMatch(c -> c == '.' || isDigit(c)));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
