package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import jakarta.servlet.http.HttpServletResponse;
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
  private static final int MAX_LINE = 2_000;

  private EndpointStartup() {}

  /**
   * Starts an endpoint.
   *
   * @param kind what it is called in events: {@code auth}
   */
  public static Endpoint start(EndpointConfig config, String kind, EndpointFactory factory) {
    RequestReports reports = new RequestReports(config.toString(), kind);
    try {
      return create(config, factory, reports);
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
    return JsonEndpoint.rejecting(
        reports, new RequestRejectedException(ErrorResponse.MISCONFIGURED));
  }

  private static Endpoint create(
      EndpointConfig config, EndpointFactory factory, RequestReports reports) {
    SettingSources sources = new SettingSources(config);
    sources.requireKnownNames();
    EndpointSettings settings = new EndpointSettings(sources);
    if (!settings.enabled()) {
      LOG.log(Level.INFO, "{0} is switched off (enabled=false)", config);
      return switchedOff();
    }
    sources
        .misspeltSharedNames()
        .forEach(name -> LOG.log(Level.WARNING, () -> config + " ignores the unknown " + name));
    Optional<Endpoint> endpoint =
        factory.create(config, settings, new SpiLookup(config, settings), reports);
    if (endpoint.isEmpty()) {
      LOG.log(Level.DEBUG, "{0} is not set up: it responds 404", config);
      return switchedOff();
    }
    return endpoint.get();
  }

  /** Returns what responds as if there were no endpoint. */
  private static Endpoint switchedOff() {
    BodyReader bodies = BodyReader.byDefault();
    return (request, response) -> {
      try {
        var unused = bodies.read(request);
      } catch (RequestRejectedException e) {
        LOG.log(Level.DEBUG, "A body was left unread", e);
      }
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    };
  }

  /** Logs that an endpoint is there, and what it is made of. */
  public static void logReady(EndpointConfig config, String parts) {
    LOG.log(
        Level.INFO,
        () ->
            Masking.line(
                "%s is ready at %s: %s".formatted(config, config.location(), parts), MAX_LINE));
  }

  private static void log(String message, @Nullable Throwable cause) {
    LOG.log(Level.ERROR, Masking.text(message, MAX_MESSAGE), cause);
  }
}
