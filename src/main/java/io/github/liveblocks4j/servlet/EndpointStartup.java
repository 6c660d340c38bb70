package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;
import io.github.liveblocks4j.internal.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts an endpoint together, or finds out why it cannot be. */
final class EndpointStartup {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // Below the 10 s after which the Liveblocks client gives up.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private EndpointStartup() {}

  /**
   * What the application gave to the constructor; all of it optional.
   *
   * @param liveblocks the client; stays the application's to close
   * @param resolver who is signed in
   * @param authorizer who may enter which room
   */
  record Given(
      @Nullable Liveblocks liveblocks,
      @Nullable UserResolver resolver,
      @Nullable RoomAuthorizer authorizer) {}

  /**
   * Starts an endpoint. Never fails: a web application must deploy even when this one endpoint is
   * misconfigured. It then answers 503, and the log says what to set.
   *
   * <p>What needs the container (settings, JNDI, CDI) or can be wrong is looked at here; the rest
   * takes longer, and is done in the background.
   */
  static RunningEndpoint start(Mount mount, Given given) {
    return orMisconfigured(mount, () -> prepare(mount, given));
  }

  private static RunningEndpoint orMisconfigured(Mount mount, Supplier<RunningEndpoint> step) {
    try {
      return step.get();
    } catch (MisconfiguredException e) {
      LOG.log(
          Level.ERROR,
          () ->
              "Liveblocks endpoint '%s' is misconfigured: %s"
                  .formatted(mount.name(), e.getMessage()),
          e.getCause());
    } catch (NoClassDefFoundError e) {
      LOG.log(
          Level.ERROR,
          () ->
              "Liveblocks endpoint '%s' is misconfigured: this web application lacks the class %s. If it is one of the libraries that liveblocks-servlet needs: add them all to WEB-INF/lib, or replace the jar by the standalone one, which has them inside"
                  .formatted(mount.name(), e.getMessage()),
          e);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, () -> "Liveblocks endpoint '" + mount.name() + "' cannot start", e);
    }
    return RunningEndpoint.misconfigured();
  }

  private static RunningEndpoint prepare(Mount mount, Given given) {
    SettingSources.requireKnownNames(mount);
    InitParams settings = new InitParams(new SettingSources(mount));
    if (!settings.enabled()) {
      LOG.log(Level.INFO, "Liveblocks endpoint ''{0}'' is switched off", mount.name());
      return RunningEndpoint.switchedOff();
    }
    Collaborators collaborators = new Collaborators(mount, settings);
    Optional<RoomAuthorizer> authorizer =
        collaborators.find(RoomAuthorizer.class, given.authorizer(), Setting.ROOM_AUTHORIZER);
    UserResolver resolver =
        collaborators
            .find(UserResolver.class, given.resolver(), Setting.USER_RESOLVER)
            .orElseGet(() -> new ContainerLoginResolver(settings.roleGroups()));
    OriginGuard origins = new OriginGuard(settings.allowedOrigins());
    int maxBodyBytes = settings.maxBodyBytes();
    boolean async = settings.async();
    Client client =
        Optional.ofNullable(given.liveblocks())
            .or(() -> collaborators.shared(Liveblocks.class))
            .map(Client::theirs)
            .orElseGet(() -> Client.ours(settings.liveblocks()));

    Supplier<RunningEndpoint> assembly =
        () -> {
          // What has to be closed again comes last among the things that can fail.
          Json json = json();
          Liveblocks liveblocks = client.open().get();
          AuthEndpoint endpoint =
              new AuthEndpoint(
                  liveblocks,
                  resolver,
                  authorizer.orElse(null),
                  origins,
                  new RequestBody(json, maxBodyBytes),
                  new Answering(mount.name(), async, liveblocks.config().deadline()));
          announce(mount, liveblocks, resolver, authorizer.orElse(null));
          return RunningEndpoint.ready(
              endpoint,
              () -> {
                client.close().accept(liveblocks);
                json.close();
              });
        };
    return RunningEndpoint.starting(
        new BackgroundStart(() -> orMisconfigured(mount, assembly), LONGEST_WAIT));
  }

  /** How to come by a client, and what to do with it in the end. */
  private record Client(Supplier<Liveblocks> open, Consumer<Liveblocks> close) {

    static Client ours(LiveblocksConfig config) {
      return new Client(() -> Liveblocks.create(config), Liveblocks::close);
    }

    /** The application's own, which it closes itself. */
    static Client theirs(Liveblocks liveblocks) {
      return new Client(() -> liveblocks, client -> {});
    }
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

  private static void announce(
      Mount mount,
      Liveblocks liveblocks,
      UserResolver resolver,
      @Nullable RoomAuthorizer authorizer) {
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
    FormLoginTrap.find(mount.context(), mount.paths())
        .ifPresent(
            pattern ->
                LOG.log(
                    Level.WARNING,
                    () ->
                        "Liveblocks endpoint '%s' lies under the FORM-login constraint %s of web.xml. A signed-out visitor gets a redirect to the login page, and the Liveblocks client then asks again without pause: take the endpoint out of the constraint; it answers 401 itself"
                            .formatted(mount.name(), pattern)));
  }
}
