package io.github.liveblocks4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** An upstream without a network. */
final class FakeTransport implements Transport {

  static final TransportResponse OK = response(200, "{\"token\":\"a.b.c\"}");

  private final List<CompletableFuture<TransportResponse>> exchanges = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private Function<ApiRequest, CompletableFuture<TransportResponse>> behaviour =
      request -> new CompletableFuture<>();

  static TransportResponse response(int status, String body) {
    return new TransportResponse(status, body.getBytes(StandardCharsets.UTF_8), name -> null);
  }

  static TransportResponse retryAfter(int status, String retryAfter) {
    return new TransportResponse(
        status,
        "{\"error\":\"E\"}".getBytes(StandardCharsets.UTF_8),
        name -> name.equals("Retry-After") ? retryAfter : null);
  }

  static TransportResponse warning(String warning) {
    return new TransportResponse(
        200, new byte[0], name -> name.equals("X-LB-Warn") ? warning : null);
  }

  /** Sets what exchanges are from now on; at first they hang. */
  synchronized void always(Function<ApiRequest, CompletableFuture<TransportResponse>> behaviour) {
    this.behaviour = behaviour;
  }

  void respond(TransportResponse response) {
    always(request -> CompletableFuture.completedFuture(response));
  }

  void fail(Throwable failure) {
    always(request -> CompletableFuture.failedFuture(failure));
  }

  /** Returns all exchanges so far. */
  synchronized List<CompletableFuture<TransportResponse>> exchanges() {
    return List.copyOf(exchanges);
  }

  /** Returns what each of them was sent with. */
  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public synchronized CompletableFuture<TransportResponse> send(
      ApiRequest request, String authorization) {
    authorizations.add(authorization);
    CompletableFuture<TransportResponse> exchange = behaviour.apply(request);
    exchanges.add(exchange);
    return exchange;
  }

  @Override
  public void close() {}
}
