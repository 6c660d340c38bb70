package io.github.liveblocks4j.example;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.servlet.ServletContext;
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

  private final Kind kind;
  private final URI baseUrl;
  private final String secretKey;
  private final Runnable stopServer;
  private final Liveblocks client;

  private BackEnd(Kind kind, URI baseUrl, String secretKey, Runnable stopServer) {
    this.kind = kind;
    this.baseUrl = baseUrl;
    this.secretKey = secretKey;
    this.stopServer = stopServer;
    this.client =
        stopServer == null
            ? null
            : Liveblocks.create(
                LiveblocksConfig.builder()
                    .secretKey(secretKey)
                    .baseUrl(baseUrl.toString())
                    .build());
  }

  static BackEnd liveblocks(String secretKey, Optional<String> baseUrl) {
    URI uri = baseUrl.map(URI::create).orElse(LiveblocksConfig.DEFAULT_BASE_URL);
    return new BackEnd(Kind.LIVEBLOCKS, uri, secretKey, null);
  }

  static BackEnd devServer(DevServer server) {
    return new BackEnd(Kind.DEV_SERVER, server.baseUrl(), DevServer.SECRET_KEY, server::close);
  }

  static BackEnd standIn() {
    FakeLiveblocks fake = FakeLiveblocks.start();
    return new BackEnd(Kind.STAND_IN, fake.baseUrl(), fake.secretKey(), fake::close);
  }

  /** The one of this application. */
  static BackEnd of(ServletContext context) {
    return (BackEnd) context.getAttribute(BackEnd.class.getName());
  }

  /** Lets the endpoint and this application's servlets find it. */
  void shareIn(ServletContext context) {
    context.setAttribute(BackEnd.class.getName(), this);
    if (client != null) {
      context.setAttribute(Liveblocks.class.getName(), client);
    }
  }

  Kind kind() {
    return kind;
  }

  URI baseUrl() {
    return baseUrl;
  }

  RoomCreation roomCreation() {
    return new RoomCreation(baseUrl, secretKey);
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
      stopServer.run();
    }
  }
}
