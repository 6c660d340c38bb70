package io.github.liveblocks4j.internal.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The response to one asynchronous request: written once, and never after the container's own. */
final class AsyncResponse implements AsyncListener {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final AsyncContext context;
  private final AtomicBoolean done = new AtomicBoolean();

  /** WildFly looks for this one in every AsyncListener, and warns where there is none. */
  AsyncResponse() {
    throw new IllegalStateException("there is nothing to respond to");
  }

  AsyncResponse(HttpServletRequest request, HttpServletResponse response) {
    this.context = request.startAsync(request, response);
    context.setTimeout(0); // The call that it waits for has a deadline of its own.
    context.addListener(this);
  }

  /**
   * Writes the response on a thread of the container: the present one may be an I/O thread of the
   * client, and response wrappers, log appenders and slow readers can block.
   *
   * @param stopping whether the container may run nothing more for the application
   */
  void write(Runnable writer, boolean stopping) {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    Runnable last =
        () -> {
          try {
            writer.run();
          } finally {
            complete();
          }
        };
    if (stopping) {
      last.run();
      return;
    }
    try {
      context.start(last);
    } catch (IllegalStateException | RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
      complete();
    }
  }

  private void complete() {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The container had completed the request already", e);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (done.compareAndSet(false, true)) {
      complete();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    onError(event); // Not expected: there is no timeout.
  }

  @Override
  public void onComplete(AsyncEvent event) {
    done.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nothing starts it again.
  }
}
