package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.HttpTransport.TooLargeException;
import io.github.liveblocks4j.internal.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Collects a response up to a bound; HttpClient's own consumer has none. */
final class TransportResponseConsumer extends AbstractBinResponseConsumer<TransportResponse> {

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
  private final int maxBody;
  private int status;
  private @Nullable String retryAfter;
  private @Nullable String warning;

  TransportResponseConsumer(int maxBody) {
    this.maxBody = maxBody;
  }

  @Override
  protected void start(HttpResponse response, @Nullable ContentType contentType) {
    status = response.getCode();
    retryAfter = header(response, "Retry-After");
    warning = header(response, "X-LB-Warn");
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
    if (body.size() + source.remaining() > maxBody) {
      throw new TooLargeException(maxBody);
    }
    byte[] chunk = new byte[source.remaining()];
    source.get(chunk);
    body.write(chunk, 0, chunk.length);
  }

  @Override
  protected TransportResponse buildResult() {
    return new TransportResponse(status, body.toByteArray(), retryAfter, warning);
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
