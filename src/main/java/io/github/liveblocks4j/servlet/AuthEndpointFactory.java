package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the auth endpoint from what the application gave to a constructor, which is all optional,
 * and from what is configured.
 */
record AuthEndpointFactory(
    @Nullable Liveblocks liveblocks,
    @Nullable UserResolver resolver,
    @Nullable RoomAuthorizer authorizer)
    implements JsonEndpoint.Factory {

  @Override
  public Optional<JsonEndpoint.Handler> create(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup) {
    UserResolver login = UserResolver.containerLogin(settings.roleGroups());
    Spi<UserResolver> users =
        lookup
            .find(UserResolver.class, resolver, Setting.USER_RESOLVER)
            .orElseGet(() -> new Spi<>(login, login.toString(), "default"));
    Optional<Spi<RoomAuthorizer>> rooms =
        lookup.find(RoomAuthorizer.class, authorizer, Setting.ROOM_AUTHORIZER);
    // For the lookup endpoint; also where what follows fails, such as for want of a key.
    lookup.used(UserResolver.class).add(users);
    rooms.ifPresent(lookup.used(RoomAuthorizer.class)::add);
    TokenRateLimiter limiter =
        lookup
            .find(TokenRateLimiter.class, null, Setting.TOKEN_RATE_LIMITER)
            .map(Spi::instance)
            .orElseGet(InMemoryTokenRateLimiter::new);
    int maxTokens = settings.maxTokensPerUserPerMinute();
    RequestJson json = new RequestJson("{\"room\":\"my-room\"}");
    Liveblocks client = EndpointClient.open(liveblocks, config, settings, lookup);
    EndpointStartup.logReady(
        config,
        "%s, users from %s, Liveblocks at %s"
            .formatted(
                rooms.map(spi -> "access tokens by " + spi).orElse("ID tokens"),
                users,
                client.baseUrl()));
    return Optional.of(
        new AuthEndpoint(
            client,
            users.instance(),
            rooms.map(Spi::instance).orElse(null),
            limiter,
            maxTokens,
            json,
            new LogThrottle()));
  }
}
