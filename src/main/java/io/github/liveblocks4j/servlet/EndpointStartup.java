package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts an endpoint together, or finds out why it cannot be. */
final class EndpointStartup {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

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
   */
  static RunningEndpoint start(Mount mount, Given given) {
    try {
      return build(mount, given);
    } catch (MisconfiguredException e) {
      LOG.log(
          Level.ERROR,
          () ->
              "Liveblocks endpoint '%s' is misconfigured: %s"
                  .formatted(mount.name(), e.getMessage()),
          e.getCause());
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, () -> "Liveblocks endpoint '" + mount.name() + "' cannot start", e);
    }
    return RunningEndpoint.misconfigured();
  }

  private static RunningEndpoint build(Mount mount, Given given) {
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

    Optional<Liveblocks> theirs =
        given.liveblocks() != null
            ? Optional.of(given.liveblocks())
            : collaborators.shared(Liveblocks.class);
    // The first thing that has to be closed again comes last among those that can fail.
    Json json = json();
    Liveblocks liveblocks = theirs.orElseGet(() -> Liveblocks.create(settings.liveblocks()));
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
          if (theirs.isEmpty()) {
            liveblocks.close();
          }
          json.close();
        });
  }

  private static Json json() {
    try {
      return new Json();
    } catch (JsonbException | JsonException e) {
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
