package io.github.liveblocks4j;

import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.Transport;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;

/** A client whose Liveblocks is in the same process, and responds at once. */
public final class InProcess implements Transport {

  private static final byte[] TOKEN =
      ("{\"token\":\"" + "e".repeat(40) + "." + "y".repeat(280) + "." + "J".repeat(176) + "\"}")
          .getBytes(StandardCharsets.US_ASCII);

  private InProcess() {}

  /** Returns one with every default. */
  public static Liveblocks liveblocks() {
    return liveblocks(Liveblocks.builder());
  }

  /** Returns one with other settings. */
  public static Liveblocks liveblocks(Liveblocks.Builder settings) {
    Liveblocks.Builder builder = settings.secretKey("sk_bench");
    return new Liveblocks(builder, builder.key(), new InProcess());
  }

  @Override
  public CompletableFuture<SimpleHttpResponse> send(ApiRequest request, String authorization) {
    return CompletableFuture.completedFuture(SimpleHttpResponse.create(200, TOKEN));
  }

  @Override
  public void close() {}
}
