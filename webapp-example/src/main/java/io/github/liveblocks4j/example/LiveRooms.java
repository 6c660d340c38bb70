package io.github.liveblocks4j.example;

import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;

/** Says where the page's Liveblocks client finds its rooms. */
final class LiveRooms {

  /** The bundled client; {@code npm start} puts it into the WAR. */
  private static final String CLIENT = "/live/liveblocks-client.js";

  private LiveRooms() {}

  /** Returns the server's URL; empty when the browser cannot enter rooms. */
  static Optional<URI> url(ServletContext context) {
    try {
      return StandIn.isIn(context) || context.getResource(CLIENT) == null
          ? Optional.empty()
          : Optional.of(LiveblocksAuthServlet.client(context).baseUrl());
    } catch (IllegalStateException e) {
      return Optional.empty(); // The endpoint is misconfigured, and has logged what to do.
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the Content-Security-Policy sources that reach it, over HTTP and WebSocket. */
  static String connectSources(ServletContext context) {
    return url(context)
        .map(url -> url.getScheme() + "://" + url.getRawAuthority())
        .map(origin -> " " + origin + " " + origin.replaceFirst("^http", "ws"))
        .orElse("");
  }
}
