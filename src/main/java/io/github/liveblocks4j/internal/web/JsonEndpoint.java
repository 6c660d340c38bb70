package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through an endpoint that takes a POST of JSON and responds with JSON: guard,
 * body, handler, response. Thread-safe.
 */
public final class JsonEndpoint implements Endpoint {

  /** What an endpoint is for. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Handles a request that has passed the guard. Runs on a thread of the container.
     *
     * @return the JSON to respond with; failed with a {@code LiveblocksException} or a {@code
     *     RequestRejectedException}
     */
    CompletableFuture<String> handle(HttpServletRequest request, byte[] body)
        throws RequestRejectedException;

    /** See {@link Endpoint#warmUp}. */
    default void warmUp() {}
  }

  private final @Nullable OriginGuard origins;
  private final BodyReader bodies;
  private final ResponseSender sender;
  private final Handler handler;
  private final Runnable onClose;

  /**
   * Creates an endpoint.
   *
   * @param origins guards against pages of other origins, and asks for the content type that
   *     browsers cannot send across origins unasked; null where no browser calls
   */
  public JsonEndpoint(
      @Nullable OriginGuard origins,
      BodyReader bodies,
      ResponseSender sender,
      Handler handler,
      Runnable onClose) {
    this.origins = origins;
    this.bodies = bodies;
    this.sender = sender;
    this.handler = handler;
    this.onClose = onClose;
  }

  @Override
  public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (LateBody.resume(request, response)) {
      return;
    }
    RequestRejectedException rejection = null;
    try {
      if (origins != null && OriginGuard.isPreflight(request)) {
        origins.preflight(request, response);
        return;
      }
      guard(request, response);
    } catch (RequestRejectedException e) {
      rejection = e; // Told when the body is read: see BodyReader.discarding.
    }
    @Nullable RequestRejectedException guarded = rejection;
    bodies.read(request, response, (req, res, body) -> respond(req, res, guarded, body));
  }

  private void guard(HttpServletRequest request, HttpServletResponse response)
      throws RequestRejectedException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      throw new RequestRejectedException(ErrorResponse.METHOD_NOT_ALLOWED);
    }
    if (origins == null) {
      return;
    }
    origins.check(request, response);
    if (!MediaType.isJson(request)) {
      throw new RequestRejectedException(ErrorResponse.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  private void respond(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable RequestRejectedException rejection,
      Body body)
      throws IOException {
    CompletableFuture<String> json;
    try {
      if (rejection != null) {
        throw rejection;
      }
      json = handler.handle(request, body.bytes());
    } catch (RequestRejectedException e) {
      sender.reject(request, response, body.explain(e));
      return;
    }
    sender.send(json, request, response);
  }

  @Override
  public void warmUp() {
    handler.warmUp();
  }

  @Override
  public void close() {
    sender.close();
    bodies.close();
    onClose.run();
  }
}
