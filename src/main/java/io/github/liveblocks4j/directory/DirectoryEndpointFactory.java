package io.github.liveblocks4j.directory;

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
import io.github.liveblocks4j.internal.web.ResponseSender;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import java.lang.System.Logger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    implements EndpointFactory {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  @Override
  public Optional<Endpoint> create(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup) {
    Optional<Spi<UserDirectory>> people =
        lookup.find(UserDirectory.class, users, Setting.USER_DIRECTORY);
    Optional<Spi<RoomDirectory>> places =
        lookup.find(RoomDirectory.class, rooms, Setting.ROOM_DIRECTORY);
    if (people.isEmpty() && places.isEmpty()) {
      return Optional.empty();
    }
    Optional<Spi<UserResolver>> found =
        lookup.find(UserResolver.class, resolver, Setting.USER_RESOLVER);
    List<String> roleGroups = settings.roleGroups();
    UserResolver callers =
        found.map(Spi::instance).orElseGet(() -> UserResolver.containerLogin(roleGroups));
    Optional<Spi<RoomAuthorizer>> access =
        lookup.find(RoomAuthorizer.class, authorizer, Setting.ROOM_AUTHORIZER);
    Set<String> allowedOrigins = settings.allowedOrigins();
    BodyReader bodies = new BodyReader(settings.maxLookupBytes(), settings.bodyTimeout());
    RequestJson json = new RequestJson(LookupParser.EXAMPLE);
    EndpointStartup.logReady(
        config,
        "lookups by %s, users from %s, %s"
            .formatted(
                Stream.of(people, places)
                    .flatMap(Optional::stream)
                    .map(Spi::toString)
                    .collect(Collectors.joining(" and ")),
                found.map(Spi::toString).orElse("the container's login"),
                access
                    .map(spi -> "access to rooms by " + spi)
                    .orElse("access to the rooms of mentions left to the directory")));
    LogThrottle throttle = new LogThrottle(LOG);
    return Optional.of(
        new JsonEndpoint(
            new OriginGuard(allowedOrigins, throttle),
            bodies,
            new ResponseSender(config.toString(), false, throttle),
            new DirectoryEndpoint(
                json,
                callers,
                access.map(Spi::instance).orElse(null),
                new Lookup.Directories(
                    people.map(Spi::instance).orElse((caller, ids) -> Map.of()),
                    places.map(Spi::instance).orElse((caller, ids) -> Map.of()),
                    new EntryWriter(config.toString(), json.json(), throttle))),
            () -> {
              Stream.of(people, places, found, access)
                  .flatMap(Optional::stream)
                  .forEach(Spi::close);
              throttle.close();
              json.close();
            }));
  }
}
