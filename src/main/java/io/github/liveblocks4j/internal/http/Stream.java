package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.TransportResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.ComplexCancellable;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStreamResetException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.H2StreamResetException;
import org.jspecify.annotations.Nullable;

/** An exchange's use of one connection. */
final class Stream implements AsyncClientExchangeHandler {

  private final BasicClientExchangeHandler<TransportResponse> exchange;
  private final Connection connection;
  private final ComplexCancellable cancellable = new ComplexCancellable();
  private volatile boolean sent;
  private volatile boolean ended;
  private volatile int id;

  Stream(Exchange exchange, Connection connection) {
    this.exchange =
        new BasicClientExchangeHandler<>(
            exchange.request(),
            new TransportResponseConsumer(exchange.maxResponseBytes()),
            exchange);
    this.connection = connection;
  }

  RequestExecutionCommand command() {
    return new RequestExecutionCommand(this, null, cancellable, null);
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    sent = true;
    exchange.produceRequest(channel, context);
    id = connection.sent(this);
  }

  /** Returns its number on an HTTP/2 connection; 0 before it is sent. */
  int id() {
    return id;
  }

  /** Whether nobody waits for the response any more. */
  boolean hasEnded() {
    return ended;
  }

  // What is wrong with one response must not end the connection, and with it all other exchanges.

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails entity, HttpContext context)
      throws HttpException, IOException {
    try {
      exchange.consumeResponse(response, entity, context);
    } catch (IOException e) {
      throw new HttpStreamResetException(e.getMessage(), e);
    }
  }

  @Override
  public void consume(ByteBuffer data) throws IOException {
    try {
      exchange.consume(data);
    } catch (IOException e) {
      throw new HttpStreamResetException(e.getMessage(), e);
    }
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context)
      throws HttpException, IOException {
    exchange.consumeInformation(response, context);
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    exchange.updateCapacity(channel);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers)
      throws HttpException, IOException {
    exchange.streamEnd(trailers);
  }

  @Override
  public int available() {
    return exchange.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    exchange.produce(channel);
  }

  @Override
  public void failed(Exception cause) {
    exchange.failed(cause);
  }

  @Override
  public void cancel() {
    exchange.cancel();
  }

  @Override
  public void releaseResources() {
    exchange.releaseResources();
  }

  boolean mayHaveBeenProcessed(Exception failure) {
    return sent
        && !(failure instanceof RequestNotExecutedException)
        && !(failure instanceof H2StreamResetException reset
            && reset.getCode() == H2Error.REFUSED_STREAM.getCode());
  }

  void ended() {
    ended = true;
    connection.ended(this);
  }

  void abandon() {
    ended = true;
    cancellable.cancel();
    connection.abandoned(this);
  }
}
