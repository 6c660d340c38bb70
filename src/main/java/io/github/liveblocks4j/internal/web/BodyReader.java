package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Scheduler;
import io.github.liveblocks4j.internal.ThreadScheduler;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads bounded request bodies. A body that has arrived with the request is read at once; for one
 * that has not, no thread waits, unless the container or a filter in front does not support async.
 * Thread-safe.
 */
public final class BodyReader implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  /** What a response that needs no body reads of it at most; a connection is not worth more. */
  private static final int MOST_DISCARDED_BYTES = 16 * 1024;

  /** Receives a body, on a thread of the container. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response, Body body)
        throws IOException;
  }

  private final int maxBytes;
  private final Duration timeout;
  private final boolean async;
  private final boolean redispatch;
  private final boolean beans;
  private final AtomicBoolean needsThread = new AtomicBoolean();
  // Starts its thread with the first late body.
  private final Scheduler timer = new ThreadScheduler("liveblocks-body-timer");

  /**
   * Creates a reader.
   *
   * @param maxBytes the largest body
   * @param timeout how long a body may take to arrive
   * @param async whether to read a late body without a thread
   * @param redispatch whether an {@code ASYNC} dispatch comes back to the endpoint, as it does to a
   *     servlet. Then a late body is handled in one, with all that the container and the filters
   *     mapped for {@code ASYNC} bind to the thread; else on another thread of the container
   * @param beans whether CDI beans handle the request, and may need its scope
   */
  public BodyReader(
      int maxBytes, Duration timeout, boolean async, boolean redispatch, boolean beans) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
    this.async = async;
    this.redispatch = redispatch;
    this.beans = beans;
  }

  /**
   * Creates a reader for responses that need no body. Some servers close the connection when they
   * find it unread behind the response; the next request that a client, or a proxy for another
   * visitor, sends on that connection then gets none.
   */
  static BodyReader discarding() {
    return new BodyReader(
        MOST_DISCARDED_BYTES, EndpointSettings.DEFAULT_BODY_TIMEOUT, true, false, false);
  }

  /** Reads the body and passes it to the handler, before this returns or later. */
  void read(HttpServletRequest request, HttpServletResponse response, Handler handler)
      throws IOException {
    long length = request.getContentLengthLong();
    if (length > maxBytes) {
      handler.handle(request, response, Body.rejected(tooLarge()));
      return;
    }
    ServletInputStream input;
    try {
      input = request.getInputStream();
    } catch (IllegalStateException e) {
      handler.handle(request, response, Body.rejected(alreadyRead(e)));
      return;
    }
    byte[] arrived;
    try {
      arrived = length > 0 ? arrived(input, (int) length) : new byte[0];
    } catch (IOException e) {
      handler.handle(request, response, brokenOff(e));
      return;
    }
    if (arrived.length == length || hasNoBody(request, length)) {
      handler.handle(request, response, Body.of(arrived));
    } else if (async
        && request.isAsyncSupported()
        && !needsThread.get()
        && !isInMemory(request, input)) {
      LateBody.receive(request, response, input, arrived, this, handler);
    } else {
      handler.handle(request, response, blocking(arrived, input));
    }
  }

  /** What can be read without waiting. Only of a known length: chunks have a frame to wait for. */
  private static byte[] arrived(ServletInputStream input, int length) throws IOException {
    byte[] bytes = new byte[length];
    int count = 0;
    while (count < length && input.available() > 0) {
      int read = input.read(bytes, count, length - count);
      if (read < 0) {
        break;
      }
      count += read;
    }
    return count == length ? bytes : Arrays.copyOf(bytes, count);
  }

  private static boolean hasNoBody(HttpServletRequest request, long length) {
    return length < 0
        && request.getProtocol().startsWith("HTTP/1")
        && request.getHeader("Transfer-Encoding") == null;
  }

  /**
   * A filter in front that has read the body, to read it again from memory, often implements no
   * more of the stream than reading. Containers say "not ready" where there is no listener.
   */
  private static boolean isInMemory(HttpServletRequest request, ServletInputStream input) {
    try {
      return request instanceof HttpServletRequestWrapper && input.isReady();
    } catch (IllegalStateException | UnsupportedOperationException | AbstractMethodError e) {
      return true;
    }
  }

  /** Reads the rest, and waits for it. */
  Body blocking(byte[] arrived, ServletInputStream input) {
    byte[] rest;
    try {
      rest = input.readNBytes(maxBytes + 1 - arrived.length);
    } catch (IOException e) {
      return brokenOff(e);
    }
    if (arrived.length + rest.length > maxBytes) {
      return Body.rejected(tooLarge());
    }
    byte[] body = Arrays.copyOf(arrived, arrived.length + rest.length);
    System.arraycopy(rest, 0, body, arrived.length, rest.length);
    return Body.of(body);
  }

  /** The client has left, or has sent less than it announced. WildFly would respond 500. */
  private static Body brokenOff(IOException failure) {
    LOG.log(Level.DEBUG, "Client disconnected before the request's body had arrived", failure);
    return Body.rejected(RequestJson.invalid("The body broke off."));
  }

  RequestRejectedException tooLarge() {
    return new RequestRejectedException(
        ErrorResponse.REQUEST_TOO_LARGE,
        "The body is larger than %d bytes (setting maxBodyBytes).".formatted(maxBytes));
  }

  /**
   * Returns what to reject a request with that does not find on its new thread what it had on the
   * first. The client tries again, and then finds it: from now on late bodies are waited for.
   *
   * @param what was lost
   * @param advice how to keep it, and spare the thread
   * @param cause what failed for it; null when nothing was tried
   */
  RequestRejectedException lost(String what, String advice, @Nullable Throwable cause) {
    needsThread.set(true);
    return new RequestRejectedException(
        ErrorResponse.RESOLVER_FAILED,
        ErrorResponse.RESOLVER_FAILED.reason(),
        new IllegalStateException(
            "the request's body came late, and %s on the thread that goes on. From now on a thread waits for each late body%s"
                .formatted(what, advice),
            cause));
  }

  /** Returns the rejection of a request that came when the application was stopping already. */
  static RequestRejectedException closed() {
    return new RequestRejectedException(ErrorResponse.BUSY, Duration.ofSeconds(1));
  }

  boolean beans() {
    return beans;
  }

  int maxBytes() {
    return maxBytes;
  }

  Duration timeout() {
    return timeout;
  }

  boolean redispatch() {
    return redispatch;
  }

  Scheduler timer() {
    return timer;
  }

  private static RequestRejectedException alreadyRead(IllegalStateException cause) {
    return new RequestRejectedException(
        ErrorResponse.RESOLVER_FAILED,
        ErrorResponse.RESOLVER_FAILED.reason(),
        new IllegalStateException(
            "a filter in front of the endpoint has read the request's body: leave the endpoint out of its url-pattern",
            cause));
  }

  @Override
  public void close() {
    timer.close();
  }
}
