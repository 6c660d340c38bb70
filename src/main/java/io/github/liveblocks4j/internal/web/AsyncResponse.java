package io.github.liveblocks4j.internal.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Completes an asynchronous request exactly once, whoever comes first. */
final class AsyncResponse implements AsyncListener {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // What fits into a socket's send buffer; more may wait for a visitor who reads slowly.
  private static final int MOST_CHARACTERS_AT_ONCE = 4_096;

  // What takes longer is a wrapper of the application that blocks.
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(2);

  private final ResponseSender sender;
  private final AsyncContext context;
  private final HttpServletResponse response;
  private final AtomicBoolean done = new AtomicBoolean();
  private final CountDownLatch completed = new CountDownLatch(1);

  /** WildFly looks for this one in every AsyncListener, and warns where there is none. */
  AsyncResponse() {
    throw new IllegalStateException("there is nothing to respond to");
  }

  AsyncResponse(
      ResponseSender sender,
      HttpServletRequest request,
      HttpServletResponse response,
      long timeoutMillis) {
    this.sender = sender;
    this.response = response;
    if (request.isAsyncStarted()) { // Its body came late.
      this.context = request.getAsyncContext();
      listenLate();
    } else {
      this.context = request.startAsync(request, response);
      context.setTimeout(timeoutMillis);
      context.addListener(this);
    }
  }

  /** Not allowed after the dispatch that started it has returned (AsyncContext.addListener). */
  private void listenLate() {
    try {
      context.addListener(this);
    } catch (IllegalStateException e) {
      // GlassFish and Payara enforce that. The call's deadline ends the wait all the same.
      LOG.log(Level.DEBUG, "The container no longer accepts a listener", e);
    }
  }

  /**
   * Sends the response. Called on a thread that the responses of other visitors depend on, so what
   * can block there runs elsewhere: the application's response wrappers, and its log appenders, and
   * the write of what a visitor may read slowly.
   */
  void send(@Nullable String json, @Nullable Throwable failure) {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    if (sender.isClosing() || isWrittenAtOnce(json)) {
      write(json, failure);
      return;
    }
    try {
      context.start(() -> write(json, failure));
    } catch (IllegalStateException | RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
      complete();
    }
  }

  private boolean isWrittenAtOnce(@Nullable String json) {
    return json != null
        && json.length() <= MOST_CHARACTERS_AT_ONCE
        && !(response instanceof ServletResponseWrapper);
  }

  private void write(@Nullable String json, @Nullable Throwable failure) {
    try {
      sender.write(response, json, failure);
    } catch (IOException | RuntimeException e) {
      // The client has gone, or the container has recycled the response.
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
    } finally {
      complete();
    }
  }

  private void complete() {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The container had completed the request already", e);
    } finally {
      completed.countDown();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    if (done.compareAndSet(false, true)) {
      write(null, ResponseSender.timeout());
    } else {
      awaitCompleted();
    }
  }

  /**
   * The response is just being written. A container that hears of no completion when this returns
   * sends an error of its own into it.
   */
  private void awaitCompleted() {
    try {
      var unused = completed.await(LONGEST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (done.compareAndSet(false, true)) {
      complete();
    }
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
