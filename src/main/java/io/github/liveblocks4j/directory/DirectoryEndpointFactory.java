package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the lookup endpoint from what the application gave to a constructor, which is all
 * optional, and from what is configured; nothing where the application has no directory.
 */
record DirectoryEndpointFactory(
    @Nullable UserResolver resolver,
    @Nullable UserDirectory users,
    @Nullable RoomDirectory rooms,
    @Nullable RoomAuthorizer authorizer)
    implements JsonEndpoint.Factory {

  @Override
  public Optional<JsonEndpoint.Handler> create(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup) {
    Optional<Spi<UserDirectory>> people =
        lookup.find(UserDirectory.class, users, Setting.USER_DIRECTORY);
    Optional<Spi<RoomDirectory>> places =
        lookup.find(RoomDirectory.class, rooms, Setting.ROOM_DIRECTORY);
    if (people.isEmpty() && places.isEmpty()) {
      return Optional.empty();
    }
    AuthSpi<UserResolver> callers =
        new AuthSpi<>(
            config, settings, lookup, UserResolver.class, resolver, Setting.USER_RESOLVER);
    AuthSpi<RoomAuthorizer> access =
        new AuthSpi<>(
            config, settings, lookup, RoomAuthorizer.class, authorizer, Setting.ROOM_AUTHORIZER);
    UserResolver login = UserResolver.containerLogin(settings.roleGroups());
    RequestJson json = new RequestJson(LookupParser.EXAMPLE);
    EndpointStartup.logReady(
        config,
        "lookups by %s, users from %s, access to the rooms of mentions by %s"
            .formatted(
                Stream.of(people, places)
                    .flatMap(Optional::stream)
                    .map(Spi::toString)
                    .collect(Collectors.joining(" and ")),
                callers.describe(login.toString()),
                access.describe("the directory")));
    return Optional.of(
        new DirectoryEndpoint(
            json,
            callers,
            login,
            access,
            new Lookup.Directories(
                people.map(Spi::instance).orElse((caller, ids) -> Map.of()),
                places.map(Spi::instance).orElse((caller, ids) -> Map.of()),
                new EntryWriter(
                    config.toString(), lookup.closing(json.json()), new LogThrottle()))));
  }
}
