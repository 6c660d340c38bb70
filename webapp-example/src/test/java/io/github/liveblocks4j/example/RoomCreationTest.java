package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomCreationTest {

  private static final ExampleRoom ROOM =
      new ExampleRoom(
          "r",
          "A “room”",
          List.of(),
          Map.of("designers", List.of("*:write")),
          Map.of("ada", List.of("*:read")));

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.add(
              "%s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI().toString()));
          received.add(exchange.getRequestHeaders().getFirst("Authorization"));
          received.add(exchange.getRequestHeaders().getFirst("Content-Type"));
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void createWhenLiveblocksAcceptsThenItHasGotTheRoomWithItsAccesses() throws IOException {
    creation().create(ROOM);

    assertThat(received)
        .containsExactly(
            "POST /v2/rooms?idempotent",
            "Bearer sk_x",
            "application/json",
            "{\"id\":\"r\",\"defaultAccesses\":[],\"groupsAccesses\":{\"designers\":[\"*:write\"]},\"usersAccesses\":{\"ada\":[\"*:read\"]},\"metadata\":{\"title\":\"A “room”\"}}");
  }

  @Test
  void createWhenLiveblocksRefusesThenTheExceptionNamesRoomAndStatusButNoKey() {
    status = 403;

    assertThatThrownBy(() -> creation().create(ROOM))
        .isInstanceOf(IOException.class)
        .hasMessage("room r: Liveblocks answered 403");
  }

  @Test
  void createWhenNobodyListensThenIoException() {
    RoomCreation creation = creation();
    server.stop(0);

    assertThatThrownBy(() -> creation.create(ROOM)).isInstanceOf(IOException.class);
  }

  private RoomCreation creation() {
    return new RoomCreation(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "sk_x");
  }
}
