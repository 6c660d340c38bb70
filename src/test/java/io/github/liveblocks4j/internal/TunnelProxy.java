package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.support.SocketServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that does CONNECT to localhost, or SOCKS 5; records what it was sent. */
final class TunnelProxy implements AutoCloseable {

  private final SocketServer server;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final String authorization;

  /** With the value that the header Proxy-Authorization must have; empty for none. */
  TunnelProxy(String authorization) throws IOException {
    this.authorization = authorization;
    this.server = new SocketServer(this::tunnel);
  }

  int port() {
    return server.port();
  }

  /** Request line and headers of every request. */
  List<String> heads() {
    return heads;
  }

  private void tunnel(Socket client) throws IOException {
    int first = client.getInputStream().read();
    if (first == 5) {
      socks(client);
      return;
    }
    String head = (char) first + SocketServer.head(client.getInputStream());
    heads.add(head);
    if (!authorization.isEmpty() && !head.contains("Proxy-Authorization: " + authorization)) {
      respond(
          client,
          """
          HTTP/1.1 407 Authentication Required\r
          Proxy-Authenticate: Basic realm="proxy"\r
          Connection: close\r
          Content-Length: 0\r
          \r
          """);
      return;
    }
    int port = Integer.parseInt(head.replaceFirst("(?s)CONNECT localhost:(\\d+) .*", "$1"));
    connect(client, port, "HTTP/1.1 200 Connected\r\n\r\n");
  }

  private static void connect(Socket client, int port, String response) throws IOException {
    try (Socket target = new Socket(Proxy.NO_PROXY)) {
      target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      respond(client, response);
      SocketServer.daemon(() -> target.getInputStream().transferTo(client.getOutputStream()));
      client.getInputStream().transferTo(target.getOutputStream());
    }
  }

  /** RFC 1928, without authentication, to the IPv4 address of this machine. */
  private void socks(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    in.skipNBytes(in.readUnsignedByte());
    respond(client, "\5\0");
    in.skipNBytes(8);
    int port = in.readUnsignedShort();
    heads.add("SOCKS " + port);
    connect(client, port, "\5\0\0\1\0\0\0\0\0\0");
  }

  private static void respond(Socket client, String head) throws IOException {
    client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
