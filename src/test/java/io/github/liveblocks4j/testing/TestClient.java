package io.github.liveblocks4j.testing;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls a fake as a back end would, through the JDK's client. */
final class TestClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(2))
          .build();

  private static final Jsonb JSON = JsonbBuilder.create();

  private final FakeLiveblocks fake;

  TestClient(FakeLiveblocks fake) {
    this.fake = fake;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(fake.baseUrl() + path))
        .timeout(Duration.ofMinutes(2))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + fake.secretKey());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** Connects without a client; reads fail after minutes. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), fake.baseUrl().getPort());
    socket.setSoTimeout(5 * 60_000);
    return socket;
  }

  /** Returns whether the connection ends, be it with FIN or with RST. */
  static boolean isAtEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  static Map<?, ?> object(HttpResponse<String> response) {
    return object(response.body());
  }

  /** Plain maps, lists, strings and {@code BigDecimal}s. */
  static Map<?, ?> object(String json) {
    return JSON.fromJson(json, LinkedHashMap.class);
  }
}
