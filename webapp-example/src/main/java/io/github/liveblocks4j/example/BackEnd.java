package io.github.liveblocks4j.example;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Which Liveblocks the example talks to. One for the whole application; close it. */
final class BackEnd implements AutoCloseable {

  /** The choices. */
  enum Kind {
    /** The project that a secret key belongs to. The endpoint reads the same settings itself. */
    LIVEBLOCKS,
    /** Liveblocks' development server, started by us: rooms can be entered. */
    DEV_SERVER,
    /** The library's stand-in, inside this process: tokens, but no rooms to enter. */
    STAND_IN;

    /** As the page knows it. */
    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final System.Logger LOG = System.getLogger(BackEnd.class.getName());

  private final Kind kind;
  private final URI baseUrl;
  private final Liveblocks client;
  private final Runnable stopServer;

  private BackEnd(Kind kind, URI baseUrl, Liveblocks client, Runnable stopServer) {
    this.kind = kind;
    this.baseUrl = baseUrl;
    this.client = client;
    this.stopServer = stopServer;
  }

  static BackEnd liveblocks(String secretKey, Optional<String> baseUrl) {
    URI uri = baseUrl.map(URI::create).orElse(LiveblocksConfig.DEFAULT_BASE_URL);
    try {
      return new BackEnd(Kind.LIVEBLOCKS, uri, client(uri, secretKey), () -> {});
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "No rooms: {0}", e.getMessage());
      return new BackEnd(Kind.LIVEBLOCKS, uri, null, () -> {});
    }
  }

  static BackEnd devServer(DevServer server) {
    URI uri = server.baseUrl();
    return new BackEnd(Kind.DEV_SERVER, uri, client(uri, DevServer.SECRET_KEY), server::close);
  }

  static BackEnd standIn() {
    FakeLiveblocks fake = FakeLiveblocks.start();
    URI uri = fake.baseUrl();
    return new BackEnd(Kind.STAND_IN, uri, client(uri, fake.secretKey()), fake::close);
  }

  private static Liveblocks client(URI baseUrl, String secretKey) {
    return Liveblocks.create(
        LiveblocksConfig.builder().secretKey(secretKey).baseUrl(baseUrl.toString()).build());
  }

  /** The one of this application. */
  static BackEnd of(ServletContext context) {
    return (BackEnd) context.getAttribute(BackEnd.class.getName());
  }

  /** Lets this application's servlets find it, and the endpoint what it has no settings for. */
  void shareIn(ServletContext context) {
    context.setAttribute(BackEnd.class.getName(), this);
    if (kind != Kind.LIVEBLOCKS) {
      context.setAttribute(Liveblocks.class.getName(), client);
    }
  }

  Kind kind() {
    return kind;
  }

  URI baseUrl() {
    return baseUrl;
  }

  HouseRooms rooms() {
    return new HouseRooms(client == null ? null : client.rooms());
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    stopServer.run();
  }
}
