package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.ThreadScheduler;
import io.github.liveblocks4j.internal.web.BodyReader;
import io.github.liveblocks4j.internal.web.CdiEvents;
import io.github.liveblocks4j.internal.web.Endpoint;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointFactory;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.LoginCheck;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.ResponseSender;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the webhook endpoint from what the application gave to a constructor, which is all
 * optional, and from what is configured. Without a secret nobody wants the endpoint.
 *
 * @param verifier knows the secrets; null for those of the settings
 * @param handler handles the events; null for the one that is found
 */
record WebhookEndpointFactory(@Nullable WebhookVerifier verifier, @Nullable WebhookHandler handler)
    implements EndpointFactory {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final int MAX_LINE = 2_000;

  @Override
  public Optional<Supplier<Endpoint>> prepare(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup) {
    WebhookVerifier given = verifier;
    Optional<Supplier<WebhookVerifier>> secrets =
        given != null ? Optional.of(() -> given) : configured(settings);
    return secrets.map(verifiers -> prepare(config, settings, lookup, verifiers));
  }

  private static Optional<Supplier<WebhookVerifier>> configured(EndpointSettings settings) {
    return settings.webhookSecret(
        text -> {
          WebhookVerifier fixed = WebhookSecretFile.verifier(text);
          return () -> fixed;
        },
        file -> new WebhookSecretFile(file, System::nanoTime));
  }

  private Supplier<Endpoint> prepare(
      EndpointConfig config,
      EndpointSettings settings,
      SpiLookup lookup,
      Supplier<WebhookVerifier> verifiers) {
    Optional<Spi<WebhookHandler>> found =
        lookup.find(WebhookHandler.class, handler, Setting.WEBHOOK_HANDLER);
    Optional<CdiEvents> cdi = lookup.cdiEvents();
    Optional<Spi<DeliveryLog>> log = lookup.find(DeliveryLog.class, null, Setting.DELIVERY_LOG);
    Duration timeout = settings.webhookTimeout();
    boolean async = settings.async();
    BodyReader bodies =
        new BodyReader(
            settings.maxWebhookBytes(),
            settings.bodyTimeout(),
            async,
            config.redispatched(),
            false);
    return () -> {
      Handlers handlers =
          new Handlers(found, cdi.filter(events -> events.isObserved(EventSamples.all())));
      LoginCheck.warnOfAnyLogin(config);
      LOG.log(
          Level.INFO,
          () ->
              Masking.line(
                  "%s is ready at %s: webhooks to %s"
                      .formatted(config, config.location(), handlers),
                  MAX_LINE));
      LogThrottle throttle = new LogThrottle(LOG);
      DeliveryDispatcher dispatcher =
          new DeliveryDispatcher(
              config.toString(),
              log.map(Spi::instance).orElseGet(InMemoryDeliveryLog::new),
              timeout,
              new ThreadScheduler("liveblocks-webhook-timer"),
              throttle);
      return new JsonEndpoint(
          null,
          bodies,
          new ResponseSender(config.toString(), async, timeout, throttle),
          new WebhookEndpoint(config.toString(), verifiers, dispatcher, handlers, throttle),
          () -> {
            dispatcher.close();
            Stream.of(found, log).flatMap(Optional::stream).forEach(Spi::close);
            throttle.close();
          });
    };
  }

  /** The application's handler and the observers of its beans, of which there is at least one. */
  private record Handlers(Optional<Spi<WebhookHandler>> handler, Optional<CdiEvents> observers)
      implements WebhookHandler {

    Handlers {
      if (handler.isEmpty() && observers.isEmpty()) {
        throw new MisconfiguredException(
            "there is a webhook secret, but no WebhookHandler, so that every delivery is rejected and Liveblocks sends it again. Implement WebhookHandler and name the class in META-INF/services/%s or in the setting %s, or observe a WebhookEvent by CDI"
                .formatted(WebhookHandler.class.getName(), Setting.WEBHOOK_HANDLER.initParam()));
      }
    }

    @Override
    public void handle(Delivery delivery) throws Exception {
      if (handler.isPresent()) {
        handler.get().instance().handle(delivery);
      }
      observers.ifPresent(events -> events.fire(delivery.event()));
    }

    @Override
    public String toString() {
      return Stream.of(handler.map(Spi::toString), observers.map(events -> "CDI observers"))
          .flatMap(Optional::stream)
          .collect(Collectors.joining(" and "));
    }
  }
}
