package io.github.liveblocks4j.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Collects a response up to a bound; HttpClient's own consumer has none. */
final class TransportResponseConsumer extends AbstractBinResponseConsumer<TransportResponse> {

  private final int maxBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
  private @Nullable HttpResponse head;

  TransportResponseConsumer(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  protected void start(HttpResponse response, @Nullable ContentType contentType) {
    head = response;
  }

  private static @Nullable String header(HttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Override
  protected int capacityIncrement() {
    return Integer.MAX_VALUE;
  }

  @Override
  protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
    if (source.remaining() > maxBytes - body.size()) {
      throw new Transport.TooLargeException(maxBytes);
    }
    byte[] chunk = new byte[source.remaining()];
    source.get(chunk);
    body.write(chunk, 0, chunk.length);
  }

  @Override
  protected TransportResponse buildResult() {
    HttpResponse response = Objects.requireNonNull(head);
    return new TransportResponse(
        response.getCode(), body.toByteArray(), name -> header(response, name));
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // 1xx responses carry nothing for us.
  }

  @Override
  public void releaseResources() {
    // Only memory, which the garbage collector has anyway.
  }
}
