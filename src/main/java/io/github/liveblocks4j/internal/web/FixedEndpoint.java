package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Gives every request the same response, once its body has been read. */
final class FixedEndpoint implements Endpoint {

  private interface Responder {
    void respond(HttpServletResponse response) throws IOException;
  }

  private final BodyReader bodies = BodyReader.discarding();
  private final Responder responder;

  private FixedEndpoint(Responder responder) {
    this.responder = responder;
  }

  static Endpoint misconfigured() {
    return new FixedEndpoint(
        response ->
            ResponseWriter.error(
                response, ErrorResponse.MISCONFIGURED, ErrorResponse.MISCONFIGURED.reason()));
  }

  /** As if it were not there: some servers mount a fragment against the application's will. */
  static Endpoint switchedOff() {
    return new FixedEndpoint(response -> response.sendError(HttpServletResponse.SC_NOT_FOUND));
  }

  /** The endpoint is still being created. */
  static Endpoint starting() {
    return new FixedEndpoint(
        response -> {
          response.setHeader("Retry-After", "1");
          ResponseWriter.error(response, ErrorResponse.STARTING, ErrorResponse.STARTING.reason());
        });
  }

  @Override
  public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (LateBody.resume(request, response)) {
      return;
    }
    bodies.read(
        request,
        response,
        (req, res, body) -> {
          responder.respond(res);
          ResponseSender.finish(req);
        });
  }

  @Override
  public void close() {
    bodies.close();
  }
}
