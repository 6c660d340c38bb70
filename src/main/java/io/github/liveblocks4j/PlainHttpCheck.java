package io.github.liveblocks4j;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Locale;

/**
 * Keeps secret keys off the network in the clear. The key of a production project opens the data of
 * every user, and goes over plain HTTP to loopback only, where a proxy that adds TLS can be. With
 * the key of a development project that is a warning: a development server in the network of a
 * Compose file is legitimate, and a project of its own is at stake. The development server's own
 * key is not a secret.
 */
final class PlainHttpCheck {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final SecretKey DEVELOPMENT_SERVER = SecretKey.of("sk_localdev");

  private PlainHttpCheck() {}

  /**
   * Checks where a key will go, and logs a warning.
   *
   * @throws IllegalArgumentException when the key of a production project would go in the clear
   */
  static void check(URI baseUrl, SecretKey key) {
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
        "The secret key goes to {0} over plain HTTP, where others can read it: use an https base URL unless that network is private",
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
