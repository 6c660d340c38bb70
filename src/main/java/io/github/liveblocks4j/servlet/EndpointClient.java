package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client of an endpoint: one that the application brings, and closes, or one of its own.
 * Exactly one of the two is there.
 */
record EndpointClient(@Nullable Liveblocks shared, @Nullable Supplier<Liveblocks> own) {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  /**
   * Chooses in the order in which everything is looked up: constructor argument, the init-params of
   * this very servlet or filter, what the application shares, other settings. A secret key in the
   * init-params is the nearer and more explicit statement, perhaps of another project, and must not
   * lose to a client that some listener or bean shares with the whole application.
   */
  static EndpointClient choose(
      @Nullable Liveblocks given,
      EndpointConfig config,
      EndpointSettings settings,
      SpiLookup lookup) {
    if (given != null) {
      warnOfUnused(config, settings, "the client that the constructor was given");
      return new EndpointClient(given, null);
    }
    Optional<Spi<Liveblocks>> shared = lookup.shared(Liveblocks.class);
    Optional<String> ownKey = settings.ownSecretKey();
    if (shared.isPresent() && ownKey.isEmpty()) {
      warnOfUnused(config, settings, "the client of the " + shared.get().origin());
      return new EndpointClient(shared.get().instance(), null);
    }
    shared.ifPresent(
        unused ->
            LOG.log(
                Level.INFO,
                () ->
                    "%s creates a client of its own, for its %s, and does not use that of the %s"
                        .formatted(config, ownKey.orElseThrow(), unused.origin())));
    return new EndpointClient(null, settings::liveblocks);
  }

  private static void warnOfUnused(
      EndpointConfig config, EndpointSettings settings, String client) {
    List<String> unused = settings.clientInitParams();
    if (!unused.isEmpty()) {
      LOG.log(
          Level.WARNING,
          () ->
              "%s uses %s; its %s has no effect: remove it, or configure that client"
                  .formatted(config, client, String.join(", ", unused)));
    }
  }

  /** Returns the client; a new one each time where it is the endpoint's own. */
  Liveblocks open() {
    return shared != null ? shared : requireOwn().get();
  }

  /** Closes a client that {@link #open} has returned, unless it is the application's. */
  void close(Liveblocks opened) {
    if (shared == null) {
      opened.close();
    }
  }

  private Supplier<Liveblocks> requireOwn() {
    if (own == null) {
      throw new IllegalStateException("neither a client nor a configuration");
    }
    return own;
  }
}
