package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A servlet whose endpoint is created when the container starts it; 404 without one. */
public abstract class EndpointServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final EndpointKind kind;
  private final transient JsonEndpoint.Factory factory;
  private transient volatile @Nullable JsonEndpoint endpoint;

  protected EndpointServlet(EndpointKind kind, JsonEndpoint.Factory factory) {
    this.kind = kind;
    this.factory = factory;
  }

  @Override
  public final void init() {
    endpoint =
        EndpointStartup.start(EndpointConfig.of(getServletConfig()), kind, factory).orElse(null);
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonEndpoint current = endpoint;
    if (current == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      current.handle(request, response);
    }
  }

  @Override
  public final void destroy() {
    JsonEndpoint current = endpoint;
    if (current != null) {
      current.close();
    }
  }
}
