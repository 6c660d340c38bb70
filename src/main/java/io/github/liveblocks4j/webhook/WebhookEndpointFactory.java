package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.RotatingSecret;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.EndpointStartup;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.internal.web.SpiLookup;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Creates the webhook endpoint from what the application gave to a constructor, which is all
 * optional, and from what is configured. Without a secret there is no endpoint.
 */
record WebhookEndpointFactory(@Nullable WebhookVerifier verifier, @Nullable WebhookHandler handler)
    implements JsonEndpoint.Factory {

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]++");

  @Override
  public Optional<JsonEndpoint.Handler> create(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup) {
    WebhookVerifier given = verifier;
    Function<String, WebhookVerifier> parser = WebhookEndpointFactory::verifier;
    Optional<RotatingSecret<WebhookVerifier>> secrets =
        given != null
            ? Optional.of(RotatingSecret.of(given))
            : settings.webhookSecret(
                text -> RotatingSecret.of(parser.apply(text)),
                file -> RotatingSecret.inFile("Webhook secret", file, parser));
    return secrets.map(secret -> create(config, lookup, secret));
  }

  /** Returns a verifier for secrets that are separated by commas or white space. */
  private static WebhookVerifier verifier(String text) {
    return WebhookVerifier.of(
        SEPARATOR.splitAsStream(text).filter(secret -> !secret.isEmpty()).toList());
  }

  private JsonEndpoint.Handler create(
      EndpointConfig config, SpiLookup lookup, RotatingSecret<WebhookVerifier> secret) {
    Spi<WebhookHandler> found =
        lookup
            .find(WebhookHandler.class, handler, Setting.WEBHOOK_HANDLER)
            .orElseThrow(WebhookEndpointFactory::noHandler);
    DeliveryLog deliveries =
        lookup
            .find(DeliveryLog.class, null, Setting.DELIVERY_LOG)
            .map(Spi::instance)
            .orElseGet(InMemoryDeliveryLog::new);
    EndpointStartup.logReady(config, "webhooks to " + found);
    return new WebhookEndpoint(
        config.toString(), secret, deliveries, found.instance(), new LogThrottle());
  }

  private static MisconfiguredException noHandler() {
    return new MisconfiguredException(
        "there is a webhook secret, but no WebhookHandler, so that every delivery is rejected and Liveblocks sends it again. Implement WebhookHandler, as a CDI bean, or name the class in META-INF/services/%s or in the setting %s"
            .formatted(WebhookHandler.class.getName(), Setting.WEBHOOK_HANDLER.initParam()));
  }
}
