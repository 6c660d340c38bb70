package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads bounded request bodies on the request's thread. A small body that has arrived with its head
 * is read at once. Any other needs one of a few permits, so that slow bodies cannot take all of the
 * container's threads, nor large ones its memory. The time is checked between two reads, which the
 * container's own timeout bounds. Thread-safe.
 *
 * @param timeout how long a body may take to arrive
 * @param patience how long a request waits for a permit
 */
record BodyReader(
    int maxBytes, Duration timeout, Duration patience, LongSupplier nanoClock, Semaphore permits) {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final int PERMITS = 16;

  /**
   * Clients often send a body in a packet of its own, right behind the head: in a burst, such
   * bodies arrive while the request waits.
   */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private static final int CHUNK = 8 * 1024;

  /** What is read without a permit: bodies are in memory before anything in them is trusted. */
  private static final int FREE_BYTES = 16 * 1024;

  BodyReader(int maxBytes, Duration timeout) {
    this(maxBytes, timeout, PATIENCE, System::nanoTime, new Semaphore(PERMITS));
  }

  /**
   * Reads the whole body.
   *
   * @throws RequestRejectedException when it is too large, incomplete, late or read already; what
   *     the client sends of it is then left unread
   */
  byte[] read(HttpServletRequest request) throws RequestRejectedException {
    long length = request.getContentLengthLong();
    if (length > maxBytes) {
      throw tooLarge();
    }
    if (hasNoBody(request, length)) {
      return new byte[0];
    }
    long start = nanoClock.getAsLong();
    try {
      return read(open(request), length, start);
    } catch (IOException | RuntimeException e) {
      // The container's read timeout, or a client that has left: its stream may then throw
      // anything.
      throw isOverdue(start)
          ? new RequestRejectedException(ErrorResponse.REQUEST_TIMEOUT)
          : incomplete(e);
    }
  }

  private static InputStream open(HttpServletRequest request)
      throws IOException, RequestRejectedException {
    try {
      return request.getInputStream();
    } catch (IllegalStateException e) {
      throw new RequestRejectedException(
          ErrorResponse.RESOLVER_FAILED,
          new IllegalStateException(
              "a filter in front of the endpoint has read the request's body: leave the endpoint"
                  + " out of its url-pattern",
              e));
    }
  }

  private byte[] read(InputStream input, long length, long start)
      throws IOException, RequestRejectedException {
    // Of a known length only: the end of an unknown one has to be waited for.
    long free = Math.min(length, FREE_BYTES);
    long most = length < 0 ? maxBytes + 1L : length;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[(int) Math.min(most, CHUNK)];
    boolean permitted = false;
    try {
      while (body.size() < most) {
        if (!permitted && (body.size() >= free || input.available() == 0)) {
          acquire();
          permitted = true;
        }
        int count = input.read(chunk, 0, (int) Math.min(most - body.size(), chunk.length));
        if (count <= 0) {
          break;
        }
        body.write(chunk, 0, count);
        if (permitted && body.size() < most && isOverdue(start)) {
          throw new RequestRejectedException(ErrorResponse.REQUEST_TIMEOUT);
        }
      }
    } finally {
      if (permitted) {
        permits.release();
      }
    }
    if (body.size() < length) {
      throw incomplete(null);
    }
    if (body.size() > maxBytes) {
      throw tooLarge();
    }
    return body.toByteArray();
  }

  private void acquire() throws RequestRejectedException {
    try {
      if (permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new RequestRejectedException(ErrorResponse.BUSY);
  }

  private boolean isOverdue(long start) {
    return nanoClock.getAsLong() - start >= timeout.toNanos();
  }

  private static boolean hasNoBody(HttpServletRequest request, long length) {
    return length == 0
        || (length < 0
            && request.getProtocol().startsWith("HTTP/1")
            && request.getHeader("Transfer-Encoding") == null);
  }

  private RequestRejectedException tooLarge() {
    return new RequestRejectedException(
        ErrorResponse.REQUEST_TOO_LARGE,
        "The body is larger than %s bytes (setting maxBodyBytes).".formatted(maxBytes));
  }

  private static RequestRejectedException incomplete(@Nullable Exception failure) {
    LOG.log(Level.DEBUG, "The request's body is incomplete", failure);
    return RequestJson.invalid(
        "The body is incomplete. If the page did send all of it, a filter in front of the endpoint"
            + " has read it.");
  }
}
