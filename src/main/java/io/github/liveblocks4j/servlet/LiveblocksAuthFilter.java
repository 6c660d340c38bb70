package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointKind;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Responds to token requests as {@link LiveblocksAuthServlet} does, in front of a front controller
 * that takes every request before servlet mappings count. Passes everything that is not at its own
 * path on, and with the setting {@code enabled} false all requests.
 *
 * <p>Map it on its path, or on {@code /*}, before the filter that takes everything, and give it
 * {@code <async-supported>true</async-supported>}. Its settings are those of the servlet, and one
 * more init-param, {@code path}: the one path inside the web application at which it responds,
 * default {@code /api/liveblocks-auth}. Behind filters that do not support async it blocks a
 * request thread for every request, and says so in the log, once.
 *
 * <p>Where the application has this filter, the jar does not mount the servlet.
 */
public class LiveblocksAuthFilter implements Filter {

  /** The path at which the filter responds unless the init-param {@code path} says otherwise. */
  public static final String DEFAULT_PATH = "/api/liveblocks-auth";

  // As the container decodes and normalizes those of requests.
  private static final Pattern ONE_PATH =
      Pattern.compile("(?:/(?!\\.{1,2}+(?:/|$))[^/*?#;%\\\\ ]++)++");

  private final AuthEndpointFactory factory;
  private volatile @Nullable JsonEndpoint endpoint;
  private volatile String path = DEFAULT_PATH;

  /** Creates a filter that looks up everything. */
  public LiveblocksAuthFilter() {
    this(new AuthEndpointFactory(null, null, null));
  }

  /**
   * Creates a filter that mints ID tokens, with a client of the caller's.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver tells the signed-in user
   */
  public LiveblocksAuthFilter(Liveblocks liveblocks, UserResolver resolver) {
    this(new AuthEndpointFactory(liveblocks, resolver, null));
  }

  /**
   * Creates a filter that mints access tokens, with a client of the caller's.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver tells the signed-in user
   * @param authorizer tells which rooms the user may enter
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
    String configured = config.getInitParameter(EndpointConfig.FILTER_PATH);
    String text = configured == null ? DEFAULT_PATH : configured.strip();
    String wanted = text.startsWith("/") ? text : "/" + text;
    boolean valid = ONE_PATH.matcher(wanted).matches();
    path = valid ? wanted : DEFAULT_PATH;
    endpoint =
        EndpointStartup.start(
                EndpointConfig.of(config, path),
                EndpointKind.AUTH,
                (endpointConfig, settings, lookup) -> {
                  if (!valid) {
                    throw new MisconfiguredException(
                        "init-param %s: %s is not one path inside the web application, such as %s: without wildcard, query, percent-encoding or a slash at its end"
                            .formatted(
                                EndpointConfig.FILTER_PATH, Masking.quoted(text), DEFAULT_PATH));
                  }
                  return factory.create(endpointConfig, settings, lookup);
                })
            .orElse(null);
  }

  @Override
  public final void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    JsonEndpoint current = endpoint;
    if (current != null
        && request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse httpResponse
        && isOurs(http)) {
      current.handle(http, httpResponse);
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
    JsonEndpoint current = endpoint;
    if (current != null) {
      current.close();
    }
  }
}
