package io.github.liveblocks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An endpoint between startup and shutdown: starting, ready, misconfigured or switched off. */
final class RunningEndpoint implements AutoCloseable {

  private interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  private final Handler handler;
  private final Runnable onClose;

  private RunningEndpoint(Handler handler, Runnable onClose) {
    this.handler = handler;
    this.onClose = onClose;
  }

  static RunningEndpoint starting(BackgroundStart start) {
    return new RunningEndpoint(start::handle, start::close);
  }

  static RunningEndpoint ready(AuthEndpoint endpoint, Runnable onClose) {
    return new RunningEndpoint(endpoint::handle, onClose);
  }

  static RunningEndpoint misconfigured() {
    return new RunningEndpoint(
        (request, response) -> {
          UnreadBody.discard(request);
          ResponseWriter.error(
              response, ErrorResponse.MISCONFIGURED, ErrorResponse.MISCONFIGURED.reason());
        },
        () -> {});
  }

  /** As if it were not there: some servers mount a fragment against the application's will. */
  static RunningEndpoint switchedOff() {
    return new RunningEndpoint(
        (request, response) -> {
          UnreadBody.discard(request);
          response.sendError(HttpServletResponse.SC_NOT_FOUND);
        },
        () -> {});
  }

  void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    handler.handle(request, response);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
