package io.github.liveblocks4j.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the development server, and spoils the first answers. */
final class TroubledUpstream implements AutoCloseable {

  /** What happens to a request instead of an answer by the development server. */
  @FunctionalInterface
  interface Trouble {

    void happen(HttpExchange exchange) throws IOException;

    static Trouble answer(int status, String body) {
      return exchange -> reply(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves the request without an answer. */
    static Trouble silence() {
      return exchange -> {};
    }
  }

  private final URI target;
  private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  TroubledUpstream(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Each of these happens to one request; those after them are forwarded. */
  void happen(Trouble... next) {
    happen(List.of(next));
  }

  void happen(List<Trouble> next) {
    troubles.addAll(next);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Trouble trouble = troubles.poll();
    if (trouble == null) {
      forward(exchange);
    } else {
      trouble.happen(exchange);
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().getRawPath()))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      reply(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
