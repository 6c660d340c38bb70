package io.github.liveblocks4j.example;

import jakarta.servlet.ServletContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;

/**
 * The Liveblocks client for the browser, which only a build with the profile {@code live} puts into
 * the WAR, and the address that it may connect to.
 */
final class LiveClient {

  private static final String BUNDLE = "/live/liveblocks-client.js";

  private LiveClient() {}

  static boolean isIn(ServletContext context) {
    try {
      return context.getResource(BUNDLE) != null;
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the page's client finds the rooms; empty when the page cannot take people into them. */
  static Optional<URI> roomsUrl(ServletContext context) {
    return isIn(context) ? BackEnd.of(context).roomsUrl() : Optional.empty();
  }

  /** The sources for {@code connect-src}: requests, and the WebSocket. */
  static String connectSources(URI baseUrl) {
    String origin = baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
    return origin + " " + origin.replaceFirst("^http", "ws");
  }
}
