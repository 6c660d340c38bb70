package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.Endpoint;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The auth endpoint of Liveblocks: mints the token that {@code @liveblocks/client} asks for with
 * {@code createClient({ authEndpoint: "/api/liveblocks-auth" })}.
 *
 * <p>The jar mounts it by itself, as servlet {@code liveblocks-auth} at {@code
 * /api/liveblocks-auth}; {@code web.xml} can set init-params for that name, give it other URL
 * patterns, or switch it off with {@code enabled=false}. It can also be subclassed with {@code
 * WebServlet} or registered by code:
 *
 * <pre>{@code
 * ServletRegistration.Dynamic auth =
 *     context.addServlet("auth", new LiveblocksAuthServlet(liveblocks, resolver));
 * auth.setAsyncSupported(true);
 * auth.setLoadOnStartup(1);
 * auth.addMapping("/collaboration/auth");
 * }</pre>
 *
 * <p>Each setting can be an init-param, for example {@code secretKey}, else a context-param {@code
 * liveblocks.secretKey}, an env-entry {@code liveblocks/secretKey}, a system property {@code
 * liveblocks.secretKey} or an environment variable {@code LIVEBLOCKS_SECRET_KEY}; the first of
 * these sources wins, and blank text counts as not set. Only the secret key is required. The README
 * has the table of all settings with their defaults; those of the client are the properties of
 * {@link io.github.liveblocks4j.LiveblocksConfig}.
 *
 * <p>A mistake in the settings does not keep the application from deploying: the endpoint responds
 * 503 with the code {@code misconfigured}, and the log says what to set.
 */
public class LiveblocksAuthServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient AuthEndpointFactory factory;
  private transient volatile @Nullable Endpoint endpoint;

  /** Finds everything by configuration; what the jar's own mounting uses. */
  public LiveblocksAuthServlet() {
    this(new AuthEndpointFactory(null, null, null));
  }

  /**
   * With a resolver; the client is configured by the settings.
   *
   * @param resolver who is signed in
   */
  public LiveblocksAuthServlet(UserResolver resolver) {
    this(new AuthEndpointFactory(null, resolver, null));
  }

  /**
   * With a client and a resolver.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver who is signed in
   */
  public LiveblocksAuthServlet(Liveblocks liveblocks, UserResolver resolver) {
    this(new AuthEndpointFactory(liveblocks, resolver, null));
  }

  /**
   * With everything: the endpoint mints access tokens.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver who is signed in
   * @param authorizer who may enter which room
   */
  public LiveblocksAuthServlet(
      Liveblocks liveblocks, UserResolver resolver, RoomAuthorizer authorizer) {
    this(new AuthEndpointFactory(liveblocks, resolver, authorizer));
  }

  private LiveblocksAuthServlet(AuthEndpointFactory factory) {
    this.factory = factory;
  }

  @Override
  public final void init() {
    endpoint = EndpointStartup.start(EndpointConfig.of(getServletConfig()), factory);
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Endpoint running = endpoint;
    if (running == null) {
      throw new IllegalStateException("init was not called");
    }
    running.handle(request, response);
  }

  @Override
  public final void destroy() {
    Endpoint running = endpoint;
    if (running != null) {
      running.close();
    }
  }
}
