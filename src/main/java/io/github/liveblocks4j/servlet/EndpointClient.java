package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.EndpointSettings.Found;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds or creates the client of an endpoint: one that the application or an earlier endpoint
 * brings, or one of its own, which it shares with the application and with later endpoints.
 */
final class EndpointClient {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  /** The name under which clients are looked up. */
  private static final String ATTRIBUTE = Liveblocks.class.getName();

  private EndpointClient() {}

  /**
   * Finds or creates a client: constructor argument, the init-params of this very servlet or
   * filter, what the application shares, other settings. A secret key in the init-params may be
   * that of another project, and must not lose to a client that is shared with the whole
   * application. One that it creates is closed with the endpoint.
   */
  static Liveblocks open(
      @Nullable Liveblocks given,
      EndpointConfig config,
      EndpointSettings settings,
      SpiLookup lookup) {
    if (given != null) {
      return given;
    }
    Optional<Spi<Liveblocks>> shared = lookup.shared(Liveblocks.class);
    Optional<Found> ownKey =
        settings.find(Setting.SECRET_KEY, Setting.SECRET_KEY_FILE).filter(Found::own);
    if (shared.isPresent() && ownKey.isEmpty()) {
      return shared.get().instance();
    }
    Liveblocks own = lookup.closing(settings.liveblocks(lookup.listener()));
    if (shared.isPresent()) {
      LOG.log(
          Level.INFO,
          () ->
              "%s creates a client of its own, for its %s, and does not use that of the %s"
                  .formatted(config, ownKey.orElseThrow(), shared.get().origin()));
    } else if (ownKey.isEmpty()
        || EndpointSettings.common(config.context())
            .find(Setting.SECRET_KEY, Setting.SECRET_KEY_FILE)
            .isEmpty()) {
      config.context().setAttribute(ATTRIBUTE, own);
      var unused = lookup.closing(() -> unshare(own, config.context()));
    }
    return own;
  }

  private static void unshare(Liveblocks own, ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) == own) {
      context.removeAttribute(ATTRIBUTE);
    }
  }

  static Liveblocks shared(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof Liveblocks liveblocks) {
      return liveblocks;
    }
    throw new IllegalStateException(
        "there is no Liveblocks client: an auth endpoint creates it when it starts"
            + " (load-on-startup), unless it is misconfigured, which the log then says");
  }
}
