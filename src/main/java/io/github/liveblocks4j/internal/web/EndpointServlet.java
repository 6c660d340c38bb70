package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet whose endpoint is created when the container starts it. */
public abstract class EndpointServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient String kind;
  private final transient EndpointFactory factory;
  private transient volatile Endpoint endpoint = Endpoint.NOT_STARTED;

  protected EndpointServlet(String kind, EndpointFactory factory) {
    this.kind = kind;
    this.factory = factory;
  }

  @Override
  public final void init() {
    endpoint = EndpointStartup.start(EndpointConfig.of(getServletConfig()), kind, factory);
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    endpoint.handle(request, response);
  }

  @Override
  public final void destroy() {
    endpoint.close();
  }
}
