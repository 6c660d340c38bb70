package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.Endpoint;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of {@link LiveblocksAuthServlet} as a filter, for web applications whose front
 * controller takes every request before a servlet mapping is looked at. It responds at its own path
 * and passes on everything else untouched.
 *
 * <p>Map it on its path, or on {@code /*}, before the filter that takes everything; give it {@code
 * <async-supported>true</async-supported>}. Its settings are those of the servlet, and one more
 * init-param, {@code path}: the one path inside the web application at which it responds, default
 * {@code /api/liveblocks-auth}. Behind filters that do not support async it blocks a request thread
 * for every token, and says so once in the log.
 *
 * <p>The jar also mounts the servlet; switch that one off with its init-param {@code
 * enabled=false}.
 */
public class LiveblocksAuthFilter implements Filter {

  /** The path at which the filter responds unless the init-param {@code path} says otherwise. */
  public static final String DEFAULT_PATH = "/api/liveblocks-auth";

  private final AuthEndpointFactory factory;
  private volatile @Nullable Endpoint endpoint;
  private volatile String path = DEFAULT_PATH;

  /** Finds everything by configuration. */
  public LiveblocksAuthFilter() {
    this(new AuthEndpointFactory(null, null, null));
  }

  /**
   * With a client and a resolver.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver who is signed in
   */
  public LiveblocksAuthFilter(Liveblocks liveblocks, UserResolver resolver) {
    this(new AuthEndpointFactory(liveblocks, resolver, null));
  }

  /**
   * With everything: the endpoint mints access tokens.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver who is signed in
   * @param authorizer who may enter which room
   */
  public LiveblocksAuthFilter(
      Liveblocks liveblocks, UserResolver resolver, RoomAuthorizer authorizer) {
    this(new AuthEndpointFactory(liveblocks, resolver, authorizer));
  }

  private LiveblocksAuthFilter(AuthEndpointFactory factory) {
    this.factory = factory;
  }

  @Override
  public final void init(FilterConfig config) {
    FilterPath configured = FilterPath.of(config.getInitParameter(EndpointConfig.FILTER_PATH));
    path = configured.value();
    endpoint =
        EndpointStartup.start(
            EndpointConfig.of(config, path),
            (endpointConfig, settings, lookup) -> {
              configured.requireValid();
              return factory.prepare(endpointConfig, settings, lookup);
            });
  }

  @Override
  public final void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Endpoint running = endpoint;
    if (running == null) {
      throw new IllegalStateException("init was not called");
    }
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse httpResponse
        && isOurs(http)) {
      running.handle(http, httpResponse);
    } else {
      chain.doFilter(request, response);
    }
  }

  // What the container has decoded and normalized, as a servlet mapping would see it.
  private boolean isOurs(HttpServletRequest request) {
    String info = request.getPathInfo();
    return path.equals(request.getServletPath() + (info == null ? "" : info));
  }

  @Override
  public final void destroy() {
    Endpoint running = endpoint;
    if (running != null) {
      running.close();
    }
  }
}
