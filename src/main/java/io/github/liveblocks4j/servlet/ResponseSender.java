package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its one answer, and no thread of the container's waits for it where the
 * container lets us. Also the only place that logs what went wrong.
 */
final class ResponseSender {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // The call has a deadline of its own and always ends; this is for the day when it does not.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final String name;
  private final boolean async;
  private final long patienceMillis;
  private final AtomicBoolean saidThatItBlocks = new AtomicBoolean();

  /**
   * @param name of the endpoint, for the log
   * @param async whether to free the request's thread while Liveblocks thinks
   * @param deadline of a call to Liveblocks
   */
  ResponseSender(String name, boolean async, Duration deadline) {
    this.name = name;
    this.async = async;
    this.patienceMillis = deadline.plus(GRACE).toMillis();
  }

  void refuse(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException refusal)
      throws IOException {
    if (refusal.answer() == ErrorResponse.RESOLVER_FAILED) {
      LOG.log(
          Level.ERROR,
          "Liveblocks endpoint '" + name + "': the UserResolver or RoomAuthorizer failed",
          refusal.getCause());
    } else {
      LOG.log(
          Level.DEBUG,
          () -> "Liveblocks endpoint '%s' refused: %s".formatted(name, refusal.answer().code()));
    }
    UnreadBody.discard(request);
    ResponseWriter.error(response, refusal.answer(), refusal.reason());
  }

  void whenDone(
      CompletableFuture<AuthToken> token, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (async && request.isAsyncSupported()) {
      sendAsync(token, request, response);
    } else {
      if (async && saidThatItBlocks.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            () ->
                "Liveblocks endpoint '%s' blocks a request thread for every token: a filter in front of it, or the servlet itself, does not support async. Add <async-supported>true</async-supported> to each of them, or accept it with the setting async=false"
                    .formatted(name));
      }
      sendBlocking(token, response);
    }
  }

  private void sendAsync(
      CompletableFuture<AuthToken> token,
      HttpServletRequest request,
      HttpServletResponse response) {
    AsyncContext context = request.startAsync(request, response);
    AsyncResponse once = new AsyncResponse(this, context, response);
    context.setTimeout(patienceMillis);
    context.addListener(once);
    var unused = token.whenComplete(once::answer);
  }

  private void sendBlocking(CompletableFuture<AuthToken> token, HttpServletResponse response)
      throws IOException {
    try {
      write(response, token.get(patienceMillis, TimeUnit.MILLISECONDS), null);
    } catch (ExecutionException e) {
      write(response, null, e.getCause());
    } catch (TimeoutException e) {
      write(response, null, tookTooLong());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      write(
          response,
          null,
          new LiveblocksUnavailableException("the request's thread was interrupted", e, null));
    }
  }

  private static LiveblocksTimeoutException tookTooLong() {
    return new LiveblocksTimeoutException("the call to Liveblocks did not end", null);
  }

  private void write(
      HttpServletResponse response, @Nullable AuthToken token, @Nullable Throwable failure)
      throws IOException {
    if (token != null) {
      ResponseWriter.token(response, token);
      return;
    }
    LiveblocksException known =
        failure instanceof LiveblocksException expected
            ? expected
            : new LiveblocksUnavailableException("the call to Liveblocks broke", failure, null);
    ErrorResponse answer = ErrorResponse.of(known);
    log(answer, known);
    if (answer == ErrorResponse.UPSTREAM_UNAVAILABLE) {
      response.setHeader("Retry-After", Integer.toString(ErrorResponse.retryAfterSeconds(known)));
    }
    ResponseWriter.error(response, answer, answer.reason());
  }

  private void log(ErrorResponse answer, LiveblocksException failure) {
    Level level = answer == ErrorResponse.SECRET_KEY_REJECTED ? Level.ERROR : Level.WARNING;
    String advice =
        answer == ErrorResponse.SECRET_KEY_REJECTED
            ? " - check the setting secretKey, and that it belongs to the project at the base URL"
            : "";
    LOG.log(
        level,
        () ->
            "Liveblocks endpoint '%s' answered %d %s: %s%s"
                .formatted(name, answer.status(), answer.code(), failure.getMessage(), advice));
    LOG.log(Level.DEBUG, "The failure in full", failure);
  }

  /** Completes an asynchronous request exactly once, whoever comes first. */
  static final class AsyncResponse implements AsyncListener {

    private final ResponseSender answering;
    private final AsyncContext context;
    private final HttpServletResponse response;
    private final AtomicBoolean done = new AtomicBoolean();

    /** WildFly looks for this one in every AsyncListener, and warns where there is none. */
    AsyncResponse() {
      throw new IllegalStateException("there is nothing to answer");
    }

    AsyncResponse(ResponseSender answering, AsyncContext context, HttpServletResponse response) {
      this.answering = answering;
      this.context = context;
      this.response = response;
    }

    void answer(@Nullable AuthToken token, @Nullable Throwable failure) {
      if (!done.compareAndSet(false, true)) {
        return;
      }
      try {
        answering.write(
            response, token, failure instanceof CompletionException ? failure.getCause() : failure);
      } catch (IOException | RuntimeException e) {
        // The visitor has gone, or the container has recycled the response: nobody to tell.
        LOG.log(Level.DEBUG, "The answer found nobody", e);
      } finally {
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
    public void onTimeout(AsyncEvent event) {
      answer(null, tookTooLong());
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
      // Nobody starts it again.
    }
  }
}
