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
 * <table>
 * <caption>Settings. Each can be an init-param, else a context-param or system property {@code
 * liveblocks.NAME}, an env-entry {@code liveblocks/NAME}, or an environment variable {@code
 * LIVEBLOCKS_NAME}; the order is init-param, context-param, env-entry, system property,
 * environment.</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>secretKey</td><td>required</td><td>{@code sk_…} from the Liveblocks dashboard</td></tr>
 * <tr><td>secretKeyFile</td><td>none</td><td>a file that holds it</td></tr>
 * <tr><td>baseUrl</td><td>{@code https://api.liveblocks.io}</td><td>where Liveblocks is</td></tr>
 * <tr><td>deadline</td><td>8s</td><td>for all attempts of one call to Liveblocks</td></tr>
 * <tr><td>connectTimeout</td><td>2s</td><td>for opening a connection</td></tr>
 * <tr><td>maxRetries</td><td>2</td><td>further attempts after a transient failure</td></tr>
 * <tr><td>maxConcurrentCalls</td><td>200</td><td>calls under way at a time</td></tr>
 * <tr><td>userResolver</td><td>none</td><td>class name of a {@link UserResolver}</td></tr>
 * <tr><td>roomAuthorizer</td><td>none</td><td>class name of a {@link RoomAuthorizer}</td></tr>
 * <tr><td>roleGroups</td><td>none</td><td>container roles that become groups</td></tr>
 * <tr><td>allowedOrigins</td><td>none</td><td>other origins whose pages may call (CORS)</td></tr>
 * <tr><td>maxBodyBytes</td><td>16384</td><td>the largest request body</td></tr>
 * <tr><td>bodyTimeout</td><td>5s</td><td>for the request's body to arrive</td></tr>
 * <tr><td>async</td><td>true</td><td>release the request thread while waiting for Liveblocks</td></tr>
 * <tr><td>enabled</td><td>true</td><td>false: answer 404 to everything</td></tr>
 * </table>
 *
 * <p>A mistake in the settings does not keep the application from deploying: the endpoint answers
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
