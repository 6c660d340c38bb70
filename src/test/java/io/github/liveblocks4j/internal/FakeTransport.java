package io.github.liveblocks4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;

/** An upstream without a network. */
final class FakeTransport implements Transport {

  static final SimpleHttpResponse OK = response(200, "{\"token\":\"a.b.c\"}");

  private final List<CompletableFuture<SimpleHttpResponse>> exchanges = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private Function<ApiRequest, CompletableFuture<SimpleHttpResponse>> behaviour =
      request -> new CompletableFuture<>();

  static SimpleHttpResponse response(int status, String body) {
    return SimpleHttpResponse.create(status, body.getBytes(StandardCharsets.UTF_8));
  }

  static SimpleHttpResponse retryAfter(int status, String retryAfter) {
    SimpleHttpResponse response = response(status, "{\"error\":\"E\"}");
    response.setHeader("Retry-After", retryAfter);
    return response;
  }

  static SimpleHttpResponse warning(String warning) {
    SimpleHttpResponse response = response(200, "");
    response.setHeader("X-LB-Warn", warning);
    return response;
  }

  /** Sets what exchanges are from now on; at first they hang. */
  synchronized void always(Function<ApiRequest, CompletableFuture<SimpleHttpResponse>> behaviour) {
    this.behaviour = behaviour;
  }

  void respond(SimpleHttpResponse response) {
    always(request -> CompletableFuture.completedFuture(response));
  }

  void fail(Throwable failure) {
    always(request -> CompletableFuture.failedFuture(failure));
  }

  /** Returns all exchanges so far. */
  synchronized List<CompletableFuture<SimpleHttpResponse>> exchanges() {
    return List.copyOf(exchanges);
  }

  /** Returns what each of them was sent with. */
  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public synchronized CompletableFuture<SimpleHttpResponse> send(
      ApiRequest request, String authorization) {
    authorizations.add(authorization);
    CompletableFuture<SimpleHttpResponse> exchange = behaviour.apply(request);
    exchanges.add(exchange);
    return exchange;
  }

  @Override
  public void close() {}
}
