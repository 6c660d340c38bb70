package io.github.liveblocks4j.internal.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * Starts an endpoint and never fails: a web application must deploy even when this one endpoint is
 * misconfigured. It then responds 503, and the log says what to set.
 */
public final class EndpointStartup {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private EndpointStartup() {}

  /** Starts an endpoint: its settings are read now, the rest is created in the background. */
  public static Endpoint start(EndpointConfig config, EndpointFactory factory) {
    return orMisconfigured(
        config,
        () -> {
          SettingSources sources = new SettingSources(config);
          sources.requireKnownNames();
          EndpointSettings settings = new EndpointSettings(sources);
          if (!settings.enabled()) {
            LOG.log(Level.INFO, "{0} is switched off (enabled=false)", config);
            return FixedEndpoint.switchedOff();
          }
          Supplier<Endpoint> creation =
              factory.prepare(config, settings, new SpiLookup(config, settings));
          return new LazyEndpoint(() -> orMisconfigured(config, creation));
        });
  }

  private static Endpoint orMisconfigured(EndpointConfig config, Supplier<Endpoint> step) {
    try {
      return step.get();
    } catch (MisconfiguredException e) {
      LOG.log(Level.ERROR, () -> config + " is misconfigured: " + e.getMessage(), e.getCause());
    } catch (NoClassDefFoundError e) {
      LOG.log(
          Level.ERROR,
          () ->
              "%s is misconfigured: this web application lacks the class %s. If it belongs to a library that liveblocks-servlet needs, add all of them to WEB-INF/lib, or replace the jar by the standalone one, which contains them"
                  .formatted(config, e.getMessage()),
          e);
    } catch (RuntimeException | Error e) {
      // Errors too (ServiceConfigurationError, ExceptionInInitializerError): whatever it is, the
      // visitors get JSON that their clients understand, and the operator a line in the log.
      LOG.log(Level.ERROR, () -> config + " cannot start", e);
    }
    return FixedEndpoint.misconfigured();
  }
}
