package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Sends requests to the endpoints of one application, on connections that it keeps. */
final class EndpointClient {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ServletContainer container;
  private final WarKind war;

  EndpointClient(ServletContainer container, WarKind war) {
    this.container = container;
    this.war = war;
  }

  HttpRequest.Builder post(String path, String json) {
    return container.post(war.context(), path, json);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Sends requests at the same time, and returns the responses when all are there. */
  List<HttpResponse<String>> sendAll(int count, IntFunction<HttpRequest.Builder> requests) {
    List<CompletableFuture<HttpResponse<String>>> responses =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    http.sendAsync(
                        requests.apply(i).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)))
            .toList();
    return responses.stream().map(CompletableFuture::join).toList();
  }
}
