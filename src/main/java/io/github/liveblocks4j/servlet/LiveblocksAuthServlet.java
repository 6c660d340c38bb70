package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.EndpointKind;
import io.github.liveblocks4j.internal.web.EndpointServlet;
import jakarta.servlet.ServletContext;

/**
 * Mints the tokens that {@code @liveblocks/client} asks its {@code authEndpoint} for.
 *
 * <p>The jar mounts it by itself, as servlet {@code liveblocks-auth} at {@code
 * /api/liveblocks-auth} inside the context path, unless that path is taken, the setting {@code
 * enabled} is {@code false}, or the application mounts this class itself, a subclass of it, or
 * {@link LiveblocksAuthFilter}: then only what the application mounts is there. It can do so in
 * {@code web.xml}, by a subclass with {@code WebServlet}, and by code, in a listener at the latest:
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
 * {@link io.github.liveblocks4j.Liveblocks.Builder}.
 *
 * <p>A mistake in the settings does not keep the application from deploying: the endpoint responds
 * 503 with the code {@code misconfigured}, and the log says what to set.
 *
 * <p>Register it, and every filter in front of it, as supporting async: then no thread waits for
 * Liveblocks. Where async is not supported, the endpoint blocks the request's thread, and says so
 * in the log, once.
 */
public class LiveblocksAuthServlet extends EndpointServlet {

  private static final long serialVersionUID = 1L;

  /** Creates a servlet that looks up everything, as the one that the jar mounts does. */
  public LiveblocksAuthServlet() {
    super(EndpointKind.AUTH, new AuthEndpointFactory(null, null, null));
  }

  /**
   * Creates a servlet with a resolver, and a client that the settings configure.
   *
   * @param resolver tells the signed-in user
   */
  public LiveblocksAuthServlet(UserResolver resolver) {
    super(EndpointKind.AUTH, new AuthEndpointFactory(null, resolver, null));
  }

  /**
   * Creates a servlet that mints ID tokens, with a client of the caller's.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver tells the signed-in user
   */
  public LiveblocksAuthServlet(Liveblocks liveblocks, UserResolver resolver) {
    super(EndpointKind.AUTH, new AuthEndpointFactory(liveblocks, resolver, null));
  }

  /**
   * Creates a servlet that mints access tokens, with a client of the caller's.
   *
   * @param liveblocks the client; the caller closes it when the application stops
   * @param resolver tells the signed-in user
   * @param authorizer tells which rooms the user may enter
   */
  public LiveblocksAuthServlet(
      Liveblocks liveblocks, UserResolver resolver, RoomAuthorizer authorizer) {
    super(EndpointKind.AUTH, new AuthEndpointFactory(liveblocks, resolver, authorizer));
  }

  /**
   * Returns the client that the auth endpoint has created from its settings, for the application's
   * own calls. It is the attribute {@code io.github.liveblocks4j.Liveblocks} of the context; the
   * endpoint closes it when the application stops.
   *
   * @param context the web application
   * @return the client; not to be closed
   * @throws IllegalStateException when there is none: no auth endpoint has started yet, or it is
   *     misconfigured
   */
  public static Liveblocks client(ServletContext context) {
    return EndpointClient.shared(context);
  }
}
