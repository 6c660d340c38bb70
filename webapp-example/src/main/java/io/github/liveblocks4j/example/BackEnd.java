package io.github.liveblocks4j.example;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The Liveblocks that the example talks to. One for the whole application; close it. */
final class BackEnd implements AutoCloseable {

  /** The choices. */
  enum Kind {
    /** The project that a secret key belongs to. The endpoint reads the same settings itself. */
    LIVEBLOCKS,
    /** A secret key is set, but with settings that cannot work. The endpoint responds 503. */
    MISCONFIGURED,
    /** Liveblocks' development server, started by us: rooms can be entered. */
    DEV_SERVER,
    /** The library's stand-in, inside this process: tokens, but no rooms to enter. */
    STAND_IN;

    /** As the page knows it. */
    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Kind kind;
  private final Liveblocks client;
  private final Runnable stopServer;

  private BackEnd(Kind kind, Liveblocks client, Runnable stopServer) {
    this.kind = kind;
    this.client = client;
    this.stopServer = stopServer;
  }

  static BackEnd liveblocks(Liveblocks client) {
    return new BackEnd(Kind.LIVEBLOCKS, client, () -> {});
  }

  static BackEnd misconfigured() {
    return new BackEnd(Kind.MISCONFIGURED, null, () -> {});
  }

  static BackEnd devServer(DevServer server) {
    return new BackEnd(
        Kind.DEV_SERVER, client(server.baseUrl(), DevServer.SECRET_KEY), server::close);
  }

  static BackEnd standIn() {
    FakeLiveblocks fake = FakeLiveblocks.start();
    return new BackEnd(Kind.STAND_IN, client(fake.baseUrl(), fake.secretKey()), fake::close);
  }

  private static Liveblocks client(URI baseUrl, String secretKey) {
    return Liveblocks.builder().secretKey(secretKey).baseUrl(baseUrl.toString()).build();
  }

  /** The one of this application. */
  static BackEnd of(ServletContext context) {
    return (BackEnd) context.getAttribute(BackEnd.class.getName());
  }

  /**
   * Shares this with the application's servlets, and the client with an endpoint without settings.
   */
  void shareIn(ServletContext context) {
    context.setAttribute(BackEnd.class.getName(), this);
    if (isEmbedded()) {
      context.setAttribute(Liveblocks.class.getName(), client);
    }
  }

  /** Whether we have started it ourselves, so that there is no real project to protect. */
  boolean isEmbedded() {
    return kind == Kind.DEV_SERVER || kind == Kind.STAND_IN;
  }

  Kind kind() {
    return kind;
  }

  /** Where a browser finds the rooms, if it can enter them. */
  Optional<URI> roomsUrl() {
    return kind == Kind.LIVEBLOCKS || kind == Kind.DEV_SERVER
        ? Optional.of(client.baseUrl())
        : Optional.empty();
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
