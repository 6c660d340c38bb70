package io.github.liveblocks4j.internal;

import java.util.concurrent.CompletableFuture;

/** Sends nothing, and gives the same response to everything. */
record FixedTransport(TransportResponse response) implements HttpTransport {

  @Override
  public CompletableFuture<TransportResponse> send(ApiRequest request, String authorization) {
    return CompletableFuture.completedFuture(response);
  }

  @Override
  public void warmUp() {}

  @Override
  public void close() {}
}
