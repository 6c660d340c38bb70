package io.github.liveblocks4j.example;

import io.github.liveblocks4j.Liveblocks;
import jakarta.servlet.ServletContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;

/** Says where the page's Liveblocks client finds its rooms. */
final class LiveRooms {

  /** The bundled client; {@code npm start} puts it into the WAR. */
  private static final String CLIENT = "/live/liveblocks-client.js";

  private LiveRooms() {}

  /** Returns the client that the endpoints use. */
  static synchronized Liveblocks client(ServletContext context) {
    if (context.getAttribute(LiveRooms.class.getName()) instanceof Liveblocks client) {
      return client;
    }
    try {
      Liveblocks.Builder builder = Liveblocks.builder().secretKey(setting(context, "secretKey"));
      String baseUrl = setting(context, "baseUrl");
      Liveblocks client = (baseUrl == null ? builder : builder.baseUrl(baseUrl)).build();
      context.setAttribute(LiveRooms.class.getName(), client);
      return client;
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String setting(ServletContext context, String name) {
    String text = context.getInitParameter("liveblocks." + name);
    return text != null
        ? text
        : System.getenv(name.equals("baseUrl") ? "LIVEBLOCKS_BASE_URL" : "LIVEBLOCKS_SECRET_KEY");
  }

  /** Returns the server's URL; empty when the browser cannot enter rooms. */
  static Optional<URI> url(ServletContext context) {
    try {
      return StandIn.isIn(context) || context.getResource(CLIENT) == null
          ? Optional.empty()
          : Optional.of(client(context).baseUrl());
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
