package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Scheduler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A body that has not arrived with its request. The container calls back when there is something to
 * read, and no thread waits for it. When it is complete, too large or too late, the request goes on
 * in a thread of the container.
 */
final class LateBody implements ReadListener {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final String ATTRIBUTE = LateBody.class.getName();

  // The timer ends the wait, the handler what comes after it; this is for the day when they do not.
  private static final Duration LAST_RESORT = Duration.ofMinutes(1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final byte[] chunk = new byte[1024];
  private final AsyncContext context;
  private final ServletInputStream input;
  private final BodyReader reader;
  private final ThreadBound bound;
  private final BodyReader.Handler handler;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Scheduler.@Nullable Task timer;

  /** What became of the body: left with the request for the dispatch that goes on with it. */
  private record Received(
      Body body, BodyReader reader, BodyReader.Handler handler, ThreadBound bound) {

    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
      handler.handle(request, response, bound.check(body, request, reader));
    }
  }

  private LateBody(
      AsyncContext context,
      ServletInputStream input,
      BodyReader reader,
      ThreadBound bound,
      BodyReader.Handler handler) {
    this.context = context;
    this.input = input;
    this.reader = reader;
    this.bound = bound;
    this.handler = handler;
  }

  /** Goes on with a request that was dispatched again when its body had been received. */
  static boolean resume(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Received received)) {
      return false;
    }
    request.removeAttribute(ATTRIBUTE);
    received.handle(request, response);
    return true;
  }

  /** Receives the rest of a body, and then goes on with the request. */
  static void receive(
      HttpServletRequest request,
      HttpServletResponse response,
      ServletInputStream input,
      byte[] arrived,
      BodyReader reader,
      BodyReader.Handler handler)
      throws IOException {
    ThreadBound bound = ThreadBound.of(request, reader);
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(reader.timeout().plus(LAST_RESORT).toMillis());
    LateBody late = new LateBody(context, input, reader, bound, handler);
    late.bytes.writeBytes(arrived);
    try {
      late.timer = reader.timer().schedule(late::timedOut, reader.timeout().toNanos());
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The endpoint has closed: nothing would end the wait", e);
      handler.handle(request, response, Body.rejected(BodyReader.closed()));
      return;
    }
    try {
      input.setReadListener(late);
    } catch (IllegalStateException e) {
      // Payara 6 may find the listener of the connection's last request still there.
      LOG.log(Level.DEBUG, "The container does not read without a thread: one waits", e);
      if (late.ended()) {
        handler.handle(request, response, reader.blocking(arrived, input));
      }
    }
  }

  private void timedOut() {
    end(Body.rejected(new RequestRejectedException(ErrorResponse.REQUEST_TIMEOUT)));
  }

  @Override
  public void onDataAvailable() {
    try {
      while (!ended.get() && input.isReady() && !input.isFinished()) {
        int read = input.read(chunk);
        if (read < 0) {
          return;
        }
        bytes.write(chunk, 0, read);
        if (bytes.size() > reader.maxBytes()) {
          end(Body.rejected(reader.tooLarge()));
        }
      }
    } catch (IOException e) {
      onError(e); // WildFly would print it.
    }
  }

  @Override
  public void onAllDataRead() {
    end(Body.of(bytes.toByteArray()));
  }

  @Override
  public void onError(Throwable failure) {
    if (ended()) {
      LOG.log(Level.DEBUG, "Client disconnected before the request's body had arrived", failure);
      complete(context);
    }
  }

  private boolean ended() {
    Scheduler.Task waiting = timer;
    if (waiting != null) {
      waiting.cancel();
    }
    return ended.compareAndSet(false, true);
  }

  private void end(Body body) {
    if (!ended()) {
      return;
    }
    Received received = new Received(body, reader, handler, bound);
    AsyncDispatch.run(context.getClass().getName(), reader.timer(), () -> goOn(received));
  }

  private void goOn(Received received) {
    try {
      if (reader.redispatch()) {
        context.getRequest().setAttribute(ATTRIBUTE, received);
        context.dispatch();
      } else {
        context.start(() -> handle(received, context));
      }
    } catch (IllegalStateException | RejectedExecutionException e) {
      // The container has ended the request, or is stopping.
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
      complete(context);
    }
  }

  private static void handle(Received received, AsyncContext context) {
    HttpServletRequest request;
    HttpServletResponse response;
    try {
      request = (HttpServletRequest) context.getRequest();
      response = (HttpServletResponse) context.getResponse();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "Client disconnected before its request was handled", e);
      return; // The container has completed it.
    }
    try {
      received.handle(request, response);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
      complete(context);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A request whose body came late failed", e);
      complete(context);
    }
  }

  private static void complete(AsyncContext context) {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The container had completed the request already", e);
    }
  }
}
