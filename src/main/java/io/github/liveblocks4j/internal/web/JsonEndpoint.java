package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.LogThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through an endpoint that takes a POST of JSON and responds with JSON: guard,
 * body, handler, response. Thread-safe.
 */
public final class JsonEndpoint implements Endpoint {

  // Possessive: clients can send anything, and nothing may backtrack.
  private static final Pattern JSON =
      Pattern.compile(
          "application/json[ \\t]*+(?:;[ \\t]*+(?:charset=(?:utf-8|\"utf-8\")[ \\t]*+)?+){0,3}+",
          Pattern.CASE_INSENSITIVE);

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

  private final @Nullable OriginGuard origins;
  private final BodyReader bodies;
  private final ResponseSender sender;
  private final Handler handler;
  private final Runnable onClose;
  private volatile @Nullable RequestRejectedException rejectsAll;

  /** Creates an endpoint; without a guard of origins where no browser calls. */
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

  /** Creates an endpoint that can do no more than reject each request. */
  static JsonEndpoint rejecting(RequestReports reports, RequestRejectedException rejection) {
    LogThrottle throttle = new LogThrottle(System.getLogger("io.github.liveblocks4j"));
    JsonEndpoint endpoint =
        new JsonEndpoint(
            null,
            BodyReader.byDefault(),
            new ResponseSender(reports, false, throttle),
            (request, body) -> CompletableFuture.failedFuture(rejection),
            () -> {});
    endpoint.rejectsAll = rejection;
    return endpoint;
  }

  @Override
  public void handle(HttpServletRequest request, HttpServletResponse response) {
    RequestReports.Report report = sender.reports().begin();
    RequestRejectedException rejection = null;
    try {
      if (origins != null && OriginGuard.isPreflight(request)) {
        origins.preflight(request, response);
        report.ended("preflight", response.getStatus());
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
      sender.rejectUnread(request, response, rejection == null ? e : rejection, report);
      return;
    }
    if (rejection == null) {
      respond(request, response, body, report);
    } else {
      sender.reject(response, rejection, report);
    }
  }

  private void guard(HttpServletRequest request, HttpServletResponse response)
      throws RequestRejectedException {
    RequestRejectedException rejection = rejectsAll;
    if (rejection != null) {
      throw rejection;
    }
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

  private void respond(
      HttpServletRequest request,
      HttpServletResponse response,
      byte[] body,
      RequestReports.Report report) {
    CompletableFuture<String> json;
    try {
      json = report.timed(() -> handler.handle(request, body));
    } catch (RequestRejectedException e) {
      sender.reject(response, e, report);
      return;
    } catch (Exception | Error e) {
      // Errors too: an old WAR can lack a class that only this code needs.
      ErrorResponse error =
          e instanceof MisconfiguredException
              ? ErrorResponse.MISCONFIGURED
              : ErrorResponse.RESOLVER_FAILED;
      sender.reject(response, RequestRejectedException.because(error, e), report);
      return;
    }
    sender.send(json, request, response, report);
  }

  @Override
  public void close() {
    rejectsAll = new RequestRejectedException(ErrorResponse.BUSY, Duration.ofSeconds(1));
    sender.close();
    onClose.run();
    sender.reports().close();
  }
}
