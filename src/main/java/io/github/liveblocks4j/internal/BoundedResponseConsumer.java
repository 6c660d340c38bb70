package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Collects a response up to a bound; HttpClient's own consumer has none. */
final class BoundedResponseConsumer extends AbstractBinResponseConsumer<SimpleHttpResponse> {

  private final int maxBytes;
  private final ByteArrayBuffer body = new ByteArrayBuffer(1024);
  private @Nullable HttpResponse head;

  BoundedResponseConsumer(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  protected void start(HttpResponse response, @Nullable ContentType contentType) {
    head = response;
  }

  @Override
  protected int capacityIncrement() {
    return Integer.MAX_VALUE;
  }

  @Override
  protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
    if (source.remaining() > maxBytes - body.length()) {
      throw new ContentTooLongException(
          "the response is larger than " + maxBytes + " bytes (maxResponseBytes)");
    }
    body.append(source);
  }

  @Override
  protected SimpleHttpResponse buildResult() {
    SimpleHttpResponse response = SimpleHttpResponse.copy(Objects.requireNonNull(head));
    response.setBody(body.toByteArray(), null);
    return response;
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
