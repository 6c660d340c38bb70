package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.web.BodyReader;
import io.github.liveblocks4j.internal.web.Endpoint;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointFactory;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.LoginCheck;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.OriginGuard;
import io.github.liveblocks4j.internal.web.ResponseSender;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
  private static final int MAX_LINE = 2_000;

  @Override
  public Optional<Supplier<Endpoint>> prepare(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup) {
    Optional<Spi<UserResolver>> found =
        lookup.find(UserResolver.class, resolver, Setting.USER_RESOLVER);
    List<String> roleGroups = settings.roleGroups();
    UserResolver users =
        found.map(Spi::instance).orElseGet(() -> new ContainerLoginResolver(roleGroups));
    Optional<Spi<RoomAuthorizer>> rooms =
        lookup.find(RoomAuthorizer.class, authorizer, Setting.ROOM_AUTHORIZER);
    int maxTokens = settings.maxTokensPerUserPerMinute();
    Optional<Spi<TokenRateLimiter>> limiter =
        lookup.find(TokenRateLimiter.class, null, Setting.TOKEN_RATE_LIMITER);
    TokenRateLimiter tokens = limiter.map(Spi::instance).orElseGet(InMemoryTokenRateLimiter::new);
    EndpointClient source = EndpointClient.choose(liveblocks, config, settings, lookup);
    Set<String> allowedOrigins = settings.allowedOrigins();
    boolean async = settings.async();
    BodyReader bodies =
        new BodyReader(
            settings.maxBodyBytes(), settings.bodyTimeout(), async, config.redispatched());
    return Optional.of(
        () -> {
          Json json = json();
          // Comes last of what can fail: it has to be closed again.
          Liveblocks client = source.open();
          LoginCheck.warnings(config, found.isEmpty(), !roleGroups.isEmpty())
              .forEach(warning -> LOG.log(Level.WARNING, () -> config + ": " + warning));
          LOG.log(
              Level.INFO,
              () ->
                  Masking.line(
                      "%s is ready at %s: %s, users from %s, Liveblocks at %s"
                          .formatted(
                              config,
                              config.location(),
                              rooms.map(spi -> "access tokens by " + spi).orElse("ID tokens"),
                              found.map(Spi::toString).orElse("the container's login"),
                              client.config().baseUrl()),
                      MAX_LINE));
          LogThrottle throttle = new LogThrottle(LOG);
          return new JsonEndpoint(
              new OriginGuard(allowedOrigins),
              bodies,
              new ResponseSender(config.toString(), async, client.config().deadline(), throttle),
              new AuthEndpoint(
                  client,
                  users,
                  new TokenLimit(tokens, maxTokens, throttle),
                  rooms.map(Spi::instance).orElse(null),
                  json),
              () -> {
                source.close(client);
                Stream.of(found, rooms, limiter).flatMap(Optional::stream).forEach(Spi::close);
                throttle.close();
                json.close();
              });
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
}
