package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through an endpoint that takes a POST of JSON and responds with JSON: guard,
 * body, handler, response. Thread-safe.
 *
 * @param origins null where no browser calls
 * @param async whether to release the request's thread while waiting for the handler's JSON
 * @param lookup is closed with the endpoint
 */
public record JsonEndpoint(
    @Nullable OriginGuard origins,
    BodyReader bodies,
    boolean async,
    RequestReports reports,
    JsonEndpoint.Handler handler,
    SpiLookup lookup) {

  // Possessive: clients can send anything, and nothing may backtrack.
  private static final Pattern JSON =
      Pattern.compile(
          "application/json[ \\t]*+(?:;[ \\t]*+(?:charset=(?:utf-8|\"utf-8\")[ \\t]*+)?+){0,3}+",
          Pattern.CASE_INSENSITIVE);

  /** Creates what one kind of endpoint is for. */
  @FunctionalInterface
  public interface Factory {

    /**
     * Reads the settings, finds the SPIs and creates the handler.
     *
     * @param lookup closes with the endpoint what it has created, and what it is given to close
     * @return empty when nothing asks for the endpoint, which then responds as if it were not there
     * @throws MisconfiguredException when the endpoint cannot work as it is set up
     */
    Optional<Handler> create(EndpointConfig config, EndpointSettings settings, SpiLookup lookup);
  }

  /** What an endpoint is for. */
  @FunctionalInterface
  public interface Handler {

    /** Rejects a request by its head alone, before the body is read. */
    default void check(HttpServletRequest request) throws RequestRejectedException {}

    /**
     * Handles a request that has passed the guard, on the request's thread.
     *
     * @return the JSON to respond with. One that is there when this returns is sent on the same
     *     thread; one that is not, such as that of a call to Liveblocks, asynchronously. Failed
     *     with a {@code LiveblocksException} or a {@code RequestRejectedException}
     * @throws RequestRejectedException to respond with an error
     * @throws Exception of the code that tells who is signed in: {@code resolver_failed}
     */
    CompletableFuture<String> handle(HttpServletRequest request, byte[] body) throws Exception;
  }

  /** Responds to a request, now or through its {@code AsyncContext}. */
  public void handle(HttpServletRequest request, HttpServletResponse response) {
    ResponseSender sender = new ResponseSender(reports, request, response);
    RequestRejectedException rejection = null;
    try {
      if (origins != null && OriginGuard.isPreflight(request)) {
        origins.preflight(request, response);
        sender.ended("preflight", response.getStatus());
        return;
      }
      guard(request, response);
    } catch (RequestRejectedException e) {
      rejection = e;
    }
    byte[] body;
    try {
      // Also where the request is rejected: some servers close the connection when they find the
      // body unread behind the response, and the next request on it then gets none.
      body = bodies.read(request);
    } catch (RequestRejectedException e) {
      sender.rejectUnread(rejection == null ? e : rejection);
      return;
    }
    if (rejection == null) {
      sender.send(() -> json(request, body), async, lookup::isClosed);
    } else {
      sender.write(null, rejection);
    }
  }

  private void guard(HttpServletRequest request, HttpServletResponse response)
      throws RequestRejectedException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      throw new RequestRejectedException(ErrorResponse.METHOD_NOT_ALLOWED);
    }
    if (origins != null) {
      origins.check(request, response);
      // A content type that browsers do not send across origins unasked.
      if (!isJson(request)) {
        throw new RequestRejectedException(ErrorResponse.UNSUPPORTED_MEDIA_TYPE);
      }
    }
    handler.check(request);
  }

  static boolean isJson(HttpServletRequest request) {
    // Not getContentType: Jetty's throws where the charset is unknown.
    String type = request.getHeader("Content-Type");
    String encoding = request.getHeader("Content-Encoding");
    return type != null
        && JSON.matcher(type).matches()
        && (encoding == null || encoding.equalsIgnoreCase("identity"));
  }

  private CompletableFuture<String> json(HttpServletRequest request, byte[] body) {
    try {
      if (lookup.isClosed()) {
        throw new RequestRejectedException(ErrorResponse.BUSY);
      }
      return handler.handle(request, body);
    } catch (RequestRejectedException e) {
      return CompletableFuture.failedFuture(e);
    } catch (Exception | Error e) {
      // Errors too: an old WAR can lack a class that only this code needs.
      return CompletableFuture.failedFuture(
          new RequestRejectedException(
              e instanceof MisconfiguredException
                  ? ErrorResponse.MISCONFIGURED
                  : ErrorResponse.RESOLVER_FAILED,
              e));
    }
  }

  /** Ends threads and connections. Requests in flight still get a response. */
  public void close() {
    lookup.close();
  }
}
