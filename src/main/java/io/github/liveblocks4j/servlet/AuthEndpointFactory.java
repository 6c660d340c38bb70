package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.web.BodyReader;
import io.github.liveblocks4j.internal.web.Endpoint;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointFactory;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.FormLoginCheck;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.OriginGuard;
import io.github.liveblocks4j.internal.web.ResponseSender;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.SpiLookup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates the auth endpoint from what the application gave to a constructor, which is all optional,
 * and from what is configured.
 *
 * @param liveblocks the client; stays the application's to close
 * @param resolver who is signed in
 * @param authorizer who may enter which room; without one the endpoint mints ID tokens
 */
record AuthEndpointFactory(
    @Nullable Liveblocks liveblocks,
    @Nullable UserResolver resolver,
    @Nullable RoomAuthorizer authorizer)
    implements EndpointFactory {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  @Override
  public Supplier<Endpoint> prepare(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup) {
    UserResolver users =
        lookup
            .find(UserResolver.class, resolver, Setting.USER_RESOLVER)
            .orElseGet(() -> new ContainerLoginResolver(settings.roleGroups()));
    @Nullable RoomAuthorizer rooms =
        lookup.find(RoomAuthorizer.class, authorizer, Setting.ROOM_AUTHORIZER).orElse(null);
    Set<String> allowedOrigins = settings.allowedOrigins();
    BodyReader bodies =
        new BodyReader(
            settings.maxBodyBytes(),
            settings.bodyTimeout(),
            settings.async(),
            config.redispatched());
    Optional<Liveblocks> given =
        Optional.ofNullable(liveblocks).or(() -> lookup.shared(Liveblocks.class));
    @Nullable LiveblocksConfig ours = given.isPresent() ? null : settings.liveblocks();
    boolean async = settings.async();
    return () -> {
      warnOfFormLogin(config);
      Json json = json();
      // Comes last of what can fail: it has to be closed again.
      Liveblocks client = ours == null ? given.orElseThrow() : Liveblocks.create(ours);
      LOG.log(
          Level.INFO,
          () ->
              "%s is ready at %s: %s, users from %s, Liveblocks at %s"
                  .formatted(
                      config,
                      config.paths(),
                      rooms == null
                          ? "ID tokens"
                          : "access tokens by " + rooms.getClass().getName(),
                      users instanceof ContainerLoginResolver
                          ? "the container's login"
                          : users.getClass().getName(),
                      client.config().baseUrl()));
      return new JsonEndpoint(
          new OriginGuard(allowedOrigins),
          bodies,
          new ResponseSender(config.toString(), async, client.config().deadline()),
          new AuthEndpoint(client, users, rooms, json),
          () -> {
            if (ours != null) {
              client.close();
            }
            json.close();
          });
    };
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

  private static void warnOfFormLogin(EndpointConfig config) {
    FormLoginCheck.find(config.context(), config.paths())
        .ifPresent(
            pattern ->
                LOG.log(
                    Level.WARNING,
                    () ->
                        "%s lies under the FORM-login constraint %s of web.xml. A signed-out visitor gets a redirect to the login page, and the Liveblocks client then asks again without pause: take the endpoint out of the constraint; it responds 401 itself"
                            .formatted(config, pattern)));
  }
}
