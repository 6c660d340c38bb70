package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.HttpTransport;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;

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
        : new DirectTransport(baseUrl, connectTimeout, maxConnections, System::nanoTime);
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
