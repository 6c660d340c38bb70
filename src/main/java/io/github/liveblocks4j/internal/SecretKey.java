package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The secret key of a Liveblocks project, or a token of its management API; its text leaves it only
 * as the Authorization header.
 */
public final class SecretKey {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final String DEVELOPMENT_SERVER = "sk_localdev";
  private static final Pattern FORM = Pattern.compile("sk_[A-Za-z0-9_-]+");
  private static final Pattern MANAGEMENT = Pattern.compile("lbs_[A-Za-z0-9_-]+");

  // By its text: a look-up in the DNS would take time, and its result can change.
  private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127\\.[0-9.]++");

  private static final Pattern KIND = Pattern.compile("(lbs_|sk_(?:dev_|prod_)?).*");
  private static final int MAX_LENGTH = 1_024;

  private final String value;

  private SecretKey(String value) {
    this.value = value;
  }

  /**
   * Wraps a secret key; white space around it, as a mounted file has it, is dropped.
   *
   * @throws IllegalArgumentException when it is not one; the message does not repeat the text
   */
  public static SecretKey of(String text) {
    return of(
        text,
        FORM,
        "this is not a secret key: expected the one that the Liveblocks dashboard shows under API"
            + " keys, sk_ and then letters, digits, _ and -; not the public key (pk_…), nor a"
            + " webhook secret (whsec_…), and without quotes");
  }

  /** Wraps a token of the management API, likewise. */
  public static SecretKey ofManagement(String text) {
    return of(
        text,
        MANAGEMENT,
        "this is not a management token: expected lbs_ and then letters, digits, _ and -");
  }

  private static SecretKey of(String text, Pattern form, String failure) {
    String key = text.strip();
    if (key.length() > MAX_LENGTH || !form.matcher(key).matches()) {
      throw new IllegalArgumentException(failure);
    }
    return new SecretKey(key);
  }

  public String authorization() {
    return "Bearer " + value;
  }

  /**
   * Requires that a production key does not go over plain HTTP, except to loopback, where a proxy
   * that adds TLS can be. A development key over plain HTTP is a warning: a development server in
   * the network of a Compose file is legitimate. The development server's own key is not a secret.
   *
   * @throws IllegalArgumentException when the key of a production project would go in the clear
   */
  public SecretKey requireSafeOn(URI baseUrl) {
    String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
    if (!"http".equalsIgnoreCase(baseUrl.getScheme())
        || LOOPBACK.matcher(host).matches()
        || host.endsWith(".localhost")
        || value.equals(DEVELOPMENT_SERVER)) {
      return this;
    }
    // A management token is over all projects, that of production too.
    if (value.startsWith("sk_prod_") || value.startsWith("lbs_")) {
      throw new IllegalArgumentException(
          "the secret key of a production project, or a management token, must not go to %s over plain HTTP, where others can read it: use an https base URL, or a proxy on this machine that adds TLS"
              .formatted(host));
    }
    LOG.log(
        Level.WARNING,
        "The secret key goes to {0} over plain HTTP, where others can read it: use an https base"
            + " URL unless that network is private",
        host);
    return this;
  }

  /** Returns the kind of key only, for example {@code sk_prod_***}. */
  @Override
  public String toString() {
    return KIND.matcher(value).replaceFirst("$1***");
  }
}
