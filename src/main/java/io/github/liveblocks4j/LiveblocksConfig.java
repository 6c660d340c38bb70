package io.github.liveblocks4j;

import io.github.liveblocks4j.internal.Authorization;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Configures how Liveblocks is reached. Immutable; {@link #toString} masks the secret key.
 *
 * <p>Only the secret key is required. The other defaults fit the Liveblocks client in the browser,
 * which gives up an attempt after 10 seconds.
 */
public final class LiveblocksConfig {

  /** The base URL of Liveblocks itself. */
  public static final URI DEFAULT_BASE_URL = URI.create("https://api.liveblocks.io");

  private final SecretKey secretKey;
  private final @Nullable Path secretKeyFile;
  private final URI baseUrl;
  private final Duration deadline;
  private final Duration connectTimeout;
  private final int maxRetries;
  private final int maxConcurrentCalls;

  private LiveblocksConfig(Builder builder, SecretKey secretKey) {
    this.secretKey = secretKey;
    this.secretKeyFile = builder.secretKeyFile;
    this.baseUrl = builder.baseUrl;
    this.deadline = builder.deadline;
    this.connectTimeout = builder.connectTimeout;
    this.maxRetries = builder.maxRetries;
    this.maxConcurrentCalls = builder.maxConcurrentCalls;
  }

  /**
   * Starts a configuration with every default.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the secret key. With a {@linkplain Builder#secretKeyFile(Path) file}, it is the key
   * that the file held when this configuration was built.
   *
   * @return the key, masked in its text form
   */
  public SecretKey secretKey() {
    return secretKey;
  }

  /** Returns a new authorization for one client. */
  Authorization authorization() {
    return secretKeyFile == null
        ? Authorization.fixed(secretKey.authorization())
        : new SecretKeyFile(secretKeyFile, secretKey, baseUrl, System::nanoTime);
  }

  /**
   * Returns the base URL.
   *
   * @return an http or https URL without a slash at its end; default {@link #DEFAULT_BASE_URL}
   */
  public URI baseUrl() {
    return baseUrl;
  }

  /**
   * Returns the time for one call, over all its attempts and the wait for its turn.
   *
   * @return default 8 seconds
   */
  public Duration deadline() {
    return deadline;
  }

  /**
   * Returns the time for opening a connection.
   *
   * @return default 2 seconds
   */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /**
   * Returns how often an idempotent call is retried on transient failures.
   *
   * @return default 2
   */
  public int maxRetries() {
    return maxRetries;
  }

  /**
   * Returns how many calls may be in flight at a time; further calls wait for their turn.
   *
   * @return default 200
   */
  public int maxConcurrentCalls() {
    return maxConcurrentCalls;
  }

  @Override
  public String toString() {
    return "LiveblocksConfig[secretKey=%s, baseUrl=%s, deadline=%s, connectTimeout=%s, maxRetries=%d, maxConcurrentCalls=%d]"
        .formatted(secretKey, baseUrl, deadline, connectTimeout, maxRetries, maxConcurrentCalls);
  }

  /** Collects settings; every method checks its argument. Not thread-safe. */
  public static final class Builder {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private @Nullable SecretKey secretKey;
    private @Nullable Path secretKeyFile;
    private URI baseUrl = DEFAULT_BASE_URL;
    private Duration deadline = Duration.ofSeconds(8);
    private Duration connectTimeout = Duration.ofSeconds(2);
    private int maxRetries = 2;
    private int maxConcurrentCalls = 200;

    private Builder() {}

    /**
     * Sets the secret key. It comes from here or from a file, not from both.
     *
     * @param secretKey {@code sk_…}, from the Liveblocks dashboard
     * @return this builder
     * @throws IllegalArgumentException when it is not a secret key; the message does not repeat it
     */
    public Builder secretKey(String secretKey) {
      this.secretKey = SecretKey.of(secretKey);
      return this;
    }

    /**
     * Sets the file that holds the secret key, for example a mounted secret. It is read by {@link
     * #build()}, and by a client again when it changes: at most once a second while there are
     * calls, and whenever Liveblocks rejects the key. A call that was rejected is then sent once
     * more with the new key. A file that is missing or does not hold a key changes nothing and is
     * logged as a warning.
     *
     * @param secretKeyFile UTF-8 text of 4,096 bytes at most: the key, and white space around it
     * @return this builder
     */
    public Builder secretKeyFile(Path secretKeyFile) {
      this.secretKeyFile = secretKeyFile;
      return this;
    }

    /**
     * Sets another base URL, for example of a development server.
     *
     * @param baseUrl an http or https URL, a path in it is kept
     * @return this builder
     * @throws IllegalArgumentException when it is not such a URL, or has user info, query or
     *     fragment
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = parseBaseUrl(baseUrl);
      return this;
    }

    /**
     * Sets another base URL, for example of a development server.
     *
     * @param baseUrl an http or https URL, a path in it is kept
     * @return this builder
     * @throws IllegalArgumentException when it is not such a URL, or has user info, query or
     *     fragment
     */
    public Builder baseUrl(URI baseUrl) {
      return baseUrl(baseUrl.toString());
    }

    /**
     * Sets the time for one call, over all its attempts and the wait for its turn. Keep it below 10
     * seconds where the Liveblocks client waits for the response.
     *
     * @param deadline 1 millisecond to 5 minutes
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public Builder deadline(Duration deadline) {
      this.deadline = within("deadline", deadline);
      return this;
    }

    /**
     * Sets the time for opening a connection.
     *
     * @param connectTimeout 1 millisecond to 5 minutes
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = within("connectTimeout", connectTimeout);
      return this;
    }

    /**
     * Sets how often an idempotent call is retried on transient failures, within the deadline.
     *
     * @param maxRetries 0 to 10
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public Builder maxRetries(int maxRetries) {
      this.maxRetries = within("maxRetries", maxRetries, 0, 10);
      return this;
    }

    /**
     * Sets how many calls may be in flight at a time. Further calls wait for their turn, first in,
     * first out, within their deadline; 20,000 at most. With HTTP/1.1 each call in flight takes a
     * connection; with HTTP/2, which Liveblocks offers, they share few.
     *
     * @param maxConcurrentCalls 1 to 10,000
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public Builder maxConcurrentCalls(int maxConcurrentCalls) {
      this.maxConcurrentCalls = within("maxConcurrentCalls", maxConcurrentCalls, 1, 10_000);
      return this;
    }

    /**
     * Creates the configuration.
     *
     * @return an immutable configuration
     * @throws IllegalArgumentException when the secret key is missing or set twice, when its file
     *     cannot be read or does not hold a key, or when the one of a production project would go
     *     over plain HTTP to another host
     */
    public LiveblocksConfig build() {
      SecretKey key = key();
      PlainHttpCheck.check(baseUrl, key);
      return new LiveblocksConfig(this, key);
    }

    private SecretKey key() {
      if (secretKeyFile == null) {
        if (secretKey == null) {
          throw new IllegalArgumentException(
              "no secret key: set the one that the Liveblocks dashboard shows under API keys (sk_…), or a file that holds it");
        }
        return secretKey;
      }
      if (secretKey != null) {
        throw new IllegalArgumentException(
            "secretKey and secretKeyFile are both set: keep one of them");
      }
      return SecretKeyFile.read(secretKeyFile);
    }

    private static URI parseBaseUrl(String text) {
      URI uri;
      try {
        uri = new URI(text.strip());
      } catch (URISyntaxException e) {
        throw badBaseUrl(e);
      }
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!(scheme.equals("https") || scheme.equals("http"))
          || uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw badBaseUrl(null);
      }
      String plain = uri.toString();
      while (plain.endsWith("/")) {
        plain = plain.substring(0, plain.length() - 1);
      }
      return URI.create(plain);
    }

    // The text is not repeated: a key pasted into the wrong setting must not reach the log.
    private static IllegalArgumentException badBaseUrl(@Nullable URISyntaxException cause) {
      return new IllegalArgumentException(
          "baseUrl must be an http or https URL without user info, query or fragment, for example "
              + DEFAULT_BASE_URL
              + (cause == null ? "" : " (" + cause.getReason() + ")"));
    }

    static Duration within(String name, Duration value) {
      if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "%s must be between 1 ms and 5 min, was %s".formatted(name, value));
      }
      return value;
    }

    static int within(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s must be between %d and %d, was %d".formatted(name, least, most, value));
      }
      return value;
    }
  }
}
