package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client of an endpoint: one that the application or an earlier endpoint brings, or one of its
 * own, which it shares with the application and with later endpoints.
 *
 * @param own whether the endpoint has created the client, and so has to close it
 */
record EndpointClient(Liveblocks liveblocks, ServletContext context, boolean own) {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  /** The name under which clients are looked up. */
  private static final String ATTRIBUTE = Liveblocks.class.getName();

  /**
   * Finds or creates a client: constructor argument, the init-params of this very servlet or
   * filter, what the application shares, other settings. A secret key in the init-params may be
   * that of another project, and must not lose to a client that is shared with the whole
   * application.
   */
  static EndpointClient open(
      @Nullable Liveblocks given,
      EndpointConfig config,
      EndpointSettings settings,
      SpiLookup lookup,
      @Nullable LiveblocksListener listener) {
    ServletContext context = config.context();
    if (given != null) {
      return new EndpointClient(given, context, false);
    }
    Optional<Spi<Liveblocks>> shared = lookup.shared(Liveblocks.class);
    Optional<String> ownKey = settings.ownSecretKey();
    if (shared.isPresent() && ownKey.isEmpty()) {
      return new EndpointClient(shared.get().instance(), context, false);
    }
    EndpointClient own = new EndpointClient(settings.liveblocks(listener), context, true);
    if (shared.isPresent()) {
      LOG.log(
          Level.INFO,
          () ->
              "%s creates a client of its own, for its %s, and does not use that of the %s"
                  .formatted(config, ownKey.orElseThrow(), shared.get().origin()));
    } else if (ownKey.isEmpty() || !settings.hasOtherSecretKey()) {
      context.setAttribute(ATTRIBUTE, own.liveblocks);
    }
    return own;
  }

  static Liveblocks shared(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof Liveblocks liveblocks) {
      return liveblocks;
    }
    throw new IllegalStateException(
        "there is no Liveblocks client: an auth endpoint creates it when it starts"
            + " (load-on-startup), unless it is misconfigured, which the log then says");
  }

  /** Closes the client if the endpoint has created it. */
  void close() {
    if (own) {
      if (context.getAttribute(ATTRIBUTE) == liveblocks) {
        context.removeAttribute(ATTRIBUTE);
      }
      liveblocks.close();
    }
  }
}
