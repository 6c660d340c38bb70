package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.EndpointSettings.Found;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.Registrations;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import io.github.liveblocks4j.servlet.LiveblocksAuthFilter;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.UserResolver;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An SPI that the lookup endpoint has in common with the auth endpoint, so that both agree on who
 * the user is: its own where it is given one, else that of the application's auth endpoints, and
 * what the application shares only where there are none.
 */
final class AuthSpi<T> {

  private final SpiLookup lookup;
  private final Class<T> type;
  private final Setting setting;
  private final @Nullable Spi<T> found;
  private final boolean own;
  private final List<String> authEndpoints;

  AuthSpi(
      EndpointConfig config,
      EndpointSettings settings,
      SpiLookup lookup,
      Class<T> type,
      @Nullable T given,
      Setting setting) {
    this.lookup = lookup;
    this.type = type;
    this.setting = setting;
    own = given != null || settings.find(setting).filter(Found::own).isPresent();
    authEndpoints =
        Registrations.of(
            config.context(), List.of(LiveblocksAuthServlet.class, LiveblocksAuthFilter.class));
    found =
        own || (authEndpoints.isEmpty() && !authHasStarted())
            ? lookup.find(type, given, setting).orElse(null)
            : null;
  }

  /** Returns what to use for a request; auth endpoints must not differ, and one have started. */
  Optional<T> get() {
    return current().map(Spi::instance);
  }

  private Optional<Spi<T>> current() {
    if (own) {
      return Optional.ofNullable(found);
    }
    if (authHasStarted()) {
      List<Spi<T>> all = lookup.used(type);
      if (all.stream().anyMatch(each -> !each.isSameAs(all.get(0)))) {
        throw new MisconfiguredException(
            "the application's auth endpoints use different %ss: %s. Give this endpoint its own, by constructor or init-param %s"
                .formatted(type.getSimpleName(), all, setting.initParam()));
      }
      return all.stream().findFirst();
    }
    if (!authEndpoints.isEmpty()) {
      throw new MisconfiguredException(
          "it takes users from %s, which has not started. Give that load-on-startup, or this endpoint its own, by constructor or init-param %s"
              .formatted(String.join(", ", authEndpoints), setting.initParam()));
    }
    return Optional.ofNullable(found);
  }

  private boolean authHasStarted() {
    return !lookup.used(UserResolver.class).isEmpty();
  }

  /** Returns what is in use, for the log. */
  String describe(String none) {
    return own || authHasStarted() || authEndpoints.isEmpty()
        ? current().map(Spi::toString).orElse(none)
        : String.join(", ", authEndpoints);
  }
}
