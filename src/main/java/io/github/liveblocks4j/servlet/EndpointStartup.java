package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.EndpointPlan.Client;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds all that an endpoint consists of, or why there cannot be one. */
final class EndpointStartup {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // Longer than Tomcat takes for what comes after us; nobody waits for it.
  private static final Duration HEAD_START = Duration.ofSeconds(1);

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
  static RunningEndpoint start(EndpointConfig mount, Given given) {
    return orMisconfigured(mount, () -> prepare(mount, given));
  }

  private static RunningEndpoint orMisconfigured(
      EndpointConfig mount, Supplier<RunningEndpoint> step) {
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

  private static RunningEndpoint prepare(EndpointConfig mount, Given given) {
    SettingSources.requireKnownNames(mount);
    EndpointSettings settings = new EndpointSettings(new SettingSources(mount));
    if (!settings.enabled()) {
      LOG.log(Level.INFO, "Liveblocks endpoint ''{0}'' is switched off", mount.name());
      return RunningEndpoint.switchedOff();
    }
    SpiLookup collaborators = new SpiLookup(mount, settings);
    EndpointPlan plan =
        new EndpointPlan(
            mount,
            collaborators
                .find(UserResolver.class, given.resolver(), Setting.USER_RESOLVER)
                .orElseGet(() -> new ContainerLoginResolver(settings.roleGroups())),
            collaborators
                .find(RoomAuthorizer.class, given.authorizer(), Setting.ROOM_AUTHORIZER)
                .orElse(null),
            new OriginGuard(settings.allowedOrigins()),
            settings.maxBodyBytes(),
            settings.async(),
            client(given, collaborators, settings));
    return RunningEndpoint.starting(
        new BackgroundStart(
            () -> orMisconfigured(mount, plan::assemble), HEAD_START, LONGEST_WAIT));
  }

  private static Client client(Given given, SpiLookup collaborators, EndpointSettings settings) {
    if (given.liveblocks() != null) {
      return Client.theirs(given.liveblocks());
    }
    Optional<Liveblocks> shared = collaborators.shared(Liveblocks.class);
    return shared.isPresent() ? Client.theirs(shared.get()) : Client.ours(settings.liveblocks());
  }
}
