package io.github.liveblocks4j;

import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.Transport;
import io.github.liveblocks4j.internal.TransportResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A client whose Liveblocks is in the same process, and responds at once. */
public final class InProcess implements Transport {

  private static final byte[] TOKEN =
      ("{\"token\":\"" + "e".repeat(40) + "." + "y".repeat(280) + "." + "J".repeat(176) + "\"}")
          .getBytes(StandardCharsets.US_ASCII);

  private InProcess() {}

  /** Returns one with every default. */
  public static Liveblocks liveblocks() {
    Liveblocks.Builder builder = Liveblocks.builder().secretKey("sk_bench");
    return new Liveblocks(builder, builder.key(), new InProcess());
  }

  @Override
  public CompletableFuture<TransportResponse> send(ApiRequest request, String authorization) {
    return CompletableFuture.completedFuture(new TransportResponse(200, TOKEN, name -> null));
  }

  @Override
  public void close() {}
}
