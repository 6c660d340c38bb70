package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Masking;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts an endpoint and never fails: a web application must deploy even when this one endpoint is
 * misconfigured. It then responds 503, and the log says what to set.
 */
public final class EndpointStartup {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final int MAX_MESSAGE = 4_000;

  private static final String LATEST = EndpointStartup.class.getName() + ".";

  private EndpointStartup() {}

  /**
   * Returns the endpoint that has started last of its kind, the jar's own included; null for none.
   */
  public static @Nullable Object latest(ServletContext context, EndpointKind kind) {
    return context.getAttribute(LATEST + kind);
  }

  /** Starts an endpoint; empty when it is switched off, or nothing asks for it. */
  public static Optional<JsonEndpoint> start(
      EndpointConfig config, EndpointKind kind, JsonEndpoint.Factory factory) {
    config.context().setAttribute(LATEST + kind, config);
    LogThrottle throttle = new LogThrottle();
    RequestReports reports = new RequestReports(config.toString(), kind, throttle);
    SettingSources sources = new SettingSources(config, System.getenv());
    EndpointSettings settings = new EndpointSettings(sources);
    SpiLookup lookup = new SpiLookup(config, settings);
    try {
      sources.checkNames(config);
      if (!settings.enabled()) {
        LOG.log(Level.INFO, "{0} is switched off (enabled=false)", config);
        return Optional.empty();
      }
      reports.listen(lookup.listener());
      boolean async = settings.async();
      OriginGuard origins =
          kind == EndpointKind.WEBHOOK
              ? null
              : new OriginGuard(settings.allowedOrigins(), throttle);
      BodyReader bodies = new BodyReader(settings.maxBodyBytes(kind), settings.bodyTimeout());
      Optional<JsonEndpoint.Handler> handler = factory.create(config, settings, lookup);
      if (handler.isEmpty()) {
        LOG.log(Level.DEBUG, "{0} is not set up: it responds 404", config);
        lookup.close();
      }
      return handler.map(each -> new JsonEndpoint(origins, bodies, async, reports, each, lookup));
    } catch (MisconfiguredException e) {
      log(config + " is misconfigured: " + e.getMessage(), e.getCause());
    } catch (NoClassDefFoundError e) {
      log(
          "%s is misconfigured: this web application lacks the class %s. If it belongs to a library that liveblocks-servlet needs, add all of them to WEB-INF/lib, or replace the jar by the standalone one, which contains them"
              .formatted(config, e.getMessage()),
          e);
    } catch (RuntimeException | Error e) {
      // Errors too (ExceptionInInitializerError, say): whatever it is, the clients get JSON that
      // they understand, and the operator a line in the log.
      log(config + " cannot start: " + e, e);
    }
    return Optional.of(
        new JsonEndpoint(
            null,
            new BodyReader(kind.maxBodyBytes, EndpointSettings.BODY_TIMEOUT),
            false,
            reports,
            (request, body) -> {
              throw new RequestRejectedException(ErrorResponse.MISCONFIGURED);
            },
            lookup));
  }

  /** Logs that an endpoint is there, and what it is made of. */
  public static void logReady(EndpointConfig config, String parts) {
    LOG.log(
        Level.INFO,
        Masking.line(
            "%s is ready at %s: %s".formatted(config, config.location(), parts), MAX_MESSAGE));
  }

  private static void log(String message, @Nullable Throwable cause) {
    LOG.log(Level.ERROR, Masking.text(message, MAX_MESSAGE), cause);
  }
}
