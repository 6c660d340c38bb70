package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.HttpTransport;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens the transport that fits the JVM's proxy settings. */
public final class Transports {

  private Transports() {}

  /**
   * Opens a transport.
   *
   * @see HttpTransport#open
   */
  public static HttpTransport open(
      URI baseUrl, Duration connectTimeout, Duration timeout, int maxConnections) {
    return isProxied(baseUrl)
        ? new ProxyTransport(baseUrl, connectTimeout, timeout, maxConnections)
        : new DirectTransport(
            baseUrl, connectTimeout, maxConnections, tls(baseUrl), System::nanoTime);
  }

  private static @Nullable SSLContext tls(URI baseUrl) {
    if (!baseUrl.getScheme().equalsIgnoreCase("https")) {
      return null;
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JVM's default TLS settings cannot be used", e);
    }
  }

  private static boolean isProxied(URI baseUrl) {
    ProxySelector selector = ProxySelector.getDefault();
    return selector != null
        && selector.select(baseUrl).stream()
            .map(Proxy::type)
            .filter(type -> type != Proxy.Type.SOCKS)
            .findFirst()
            .filter(Proxy.Type.HTTP::equals)
            .isPresent();
  }
}
