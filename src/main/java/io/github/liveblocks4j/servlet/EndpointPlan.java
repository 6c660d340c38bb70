package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;
import io.github.liveblocks4j.internal.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that an endpoint consists of, found and checked, but for what takes time to load.
 *
 * @param mount where it sits
 * @param resolver who is signed in
 * @param authorizer who may enter which room; without one it mints ID tokens
 * @param origins whose pages may ask
 * @param maxBodyBytes the largest request body
 * @param async whether to free the request's thread while Liveblocks thinks
 * @param client how to come by a client
 */
record EndpointPlan(
    EndpointConfig mount,
    UserResolver resolver,
    @Nullable RoomAuthorizer authorizer,
    OriginGuard origins,
    int maxBodyBytes,
    boolean async,
    Client client) {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  /**
   * How to come by a client, and what to do with it in the end.
   *
   * @param open gives the client
   * @param close takes it back
   */
  record Client(Supplier<Liveblocks> open, Consumer<Liveblocks> close) {

    static Client ours(LiveblocksConfig config) {
      return new Client(() -> Liveblocks.create(config), Liveblocks::close);
    }

    /** The application's own, which it closes itself. */
    static Client theirs(Liveblocks liveblocks) {
      return new Client(() -> liveblocks, client -> {});
    }
  }

  /**
   * Puts it together, and says so in the log.
   *
   * @throws MisconfiguredException when there is no JSON implementation
   */
  RunningEndpoint assemble() {
    warnOfFormLogin();
    Json json = json();
    // Comes last of what can fail: it has to be closed again.
    Liveblocks liveblocks = client.open().get();
    AuthEndpoint endpoint =
        new AuthEndpoint(
            liveblocks,
            resolver,
            authorizer,
            origins,
            new RequestBody(json, maxBodyBytes),
            new ResponseSender(mount.name(), async, liveblocks.config().deadline()));
    LOG.log(
        Level.INFO,
        () ->
            "Liveblocks endpoint '%s' is ready at %s: %s, users from %s, Liveblocks at %s"
                .formatted(
                    mount.name(),
                    mount.paths(),
                    authorizer == null
                        ? "ID tokens"
                        : "access tokens by " + authorizer.getClass().getName(),
                    resolver instanceof ContainerLoginResolver
                        ? "the container's login"
                        : resolver.getClass().getName(),
                    liveblocks.config().baseUrl()));
    return RunningEndpoint.ready(
        endpoint,
        () -> {
          client.close().accept(liveblocks);
          json.close();
        });
  }

  private static Json json() {
    try {
      return new Json();
    } catch (RuntimeException e) { // Its types may be missing too, and cannot be named here.
      throw new MisconfiguredException(
          "there is no JSON-B or JSON-P implementation in this web application: add org.eclipse:yasson and what it depends on to WEB-INF/lib, or use the standalone jar",
          e);
    }
  }

  private void warnOfFormLogin() {
    FormLoginCheck.find(mount.context(), mount.paths())
        .ifPresent(
            pattern ->
                LOG.log(
                    Level.WARNING,
                    () ->
                        "Liveblocks endpoint '%s' lies under the FORM-login constraint %s of web.xml. A signed-out visitor gets a redirect to the login page, and the Liveblocks client then asks again without pause: take the endpoint out of the constraint; it answers 401 itself"
                            .formatted(mount.name(), pattern)));
  }
}
