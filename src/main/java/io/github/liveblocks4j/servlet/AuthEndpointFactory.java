package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.BodyReader;
import io.github.liveblocks4j.internal.web.Endpoint;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointFactory;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.OriginGuard;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestReports;
import io.github.liveblocks4j.internal.web.ResponseSender;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import java.lang.System.Logger;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the auth endpoint from what the application gave to a constructor, which is all optional,
 * and from what is configured.
 */
record AuthEndpointFactory(
    @Nullable Liveblocks liveblocks,
    @Nullable UserResolver resolver,
    @Nullable RoomAuthorizer authorizer)
    implements EndpointFactory {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  @Override
  public Optional<Endpoint> create(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup, RequestReports reports) {
    Spi<UserResolver> users =
        lookup
            .find(UserResolver.class, resolver, Setting.USER_RESOLVER)
            .orElseGet(() -> Spi.byDefault(UserResolver.containerLogin(settings.roleGroups())));
    Optional<Spi<RoomAuthorizer>> rooms =
        lookup.find(RoomAuthorizer.class, authorizer, Setting.ROOM_AUTHORIZER);
    // For the lookup endpoint; also where what follows fails, such as for want of a key.
    lookup.publish(UserResolver.class, users);
    rooms.ifPresent(found -> lookup.publish(RoomAuthorizer.class, found));
    Optional<Spi<TokenRateLimiter>> limiter =
        lookup.find(TokenRateLimiter.class, null, Setting.TOKEN_RATE_LIMITER);
    LogThrottle throttle = new LogThrottle(LOG);
    int maxTokens = settings.maxTokensPerUserPerMinute();
    OriginGuard origins = new OriginGuard(settings.allowedOrigins(), throttle);
    BodyReader bodies = new BodyReader(settings.maxBodyBytes(), settings.bodyTimeout());
    ResponseSender sender = new ResponseSender(reports, settings.async(), throttle);
    RequestJson json = new RequestJson("{\"room\":\"my-room\"}");
    LiveblocksListener listener = reports.listen(lookup);
    // Comes last of what can fail: it has to be closed again.
    EndpointClient client = EndpointClient.open(liveblocks, config, settings, lookup, listener);
    EndpointStartup.logReady(
        config,
        "%s, users from %s, Liveblocks at %s"
            .formatted(
                rooms.map(spi -> "access tokens by " + spi).orElse("ID tokens"),
                users,
                client.liveblocks().baseUrl()));
    return Optional.of(
        new JsonEndpoint(
            origins,
            bodies,
            sender,
            new AuthEndpoint(
                client.liveblocks(),
                users.instance(),
                rooms.map(Spi::instance).orElse(null),
                limiter.map(Spi::instance).orElseGet(InMemoryTokenRateLimiter::new),
                maxTokens,
                json,
                throttle),
            () -> {
              client.close();
              users.close();
              Stream.of(rooms, limiter).flatMap(Optional::stream).forEach(Spi::close);
              json.close();
            }));
  }
}
