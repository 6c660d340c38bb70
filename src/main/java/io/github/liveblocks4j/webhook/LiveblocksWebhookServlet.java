package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.web.EndpointKind;
import io.github.liveblocks4j.internal.web.EndpointServlet;

/**
 * Receives the webhooks of Liveblocks: verifies each delivery, and has it handled once.
 *
 * <p>The jar mounts it by itself, as servlet {@code liveblocks-webhook} at {@code
 * /api/liveblocks-webhook} inside the context path. It is there only where a secret is: the setting
 * {@code webhookSecret}, or {@code webhookSecretFile}, a file that is read again for each delivery.
 * Both take several secrets, separated by commas or white space, all of which are accepted: while a
 * secret is rotated, those are the new and the old one.
 *
 * <p>It is not there either where that path is taken, the setting {@code enabled} is {@code false},
 * or the application mounts this class or a subclass itself: in {@code web.xml}, by annotation, or
 * by code, in a listener at the latest:
 *
 * <pre>{@code
 * ServletRegistration.Dynamic webhook =
 *     context.addServlet(
 *         "webhook", new LiveblocksWebhookServlet(WebhookVerifier.of(secret), handler));
 * webhook.setLoadOnStartup(1);
 * webhook.addMapping("/hooks/liveblocks");
 * }</pre>
 *
 * <p>Settings have the same sources as those of the auth endpoint; the README has the table. A
 * mistake in them, and a secret without any {@link WebhookHandler}, do not keep the application
 * from deploying: the endpoint responds 503 with the code {@code misconfigured}, so that Liveblocks
 * sends everything again later, and the log says what to set.
 *
 * <p>The response is 200 with {@code {}} when the event has been handled, now or before; 401 when
 * the delivery is forged, without the reason, which is in the log; and 500 or 503 when it was not
 * handled and is to be sent again. Bodies are bounded to 1 MiB, unless the setting {@code
 * maxBodyBytes} says otherwise.
 *
 * <p>Exempt it from logins: Liveblocks signs deliveries and does not sign in. A filter in front
 * must not read the body.
 */
public class LiveblocksWebhookServlet extends EndpointServlet {

  private static final long serialVersionUID = 1L;

  /** Creates a servlet that looks up everything, as the one that the jar mounts does. */
  public LiveblocksWebhookServlet() {
    super(EndpointKind.WEBHOOK, new WebhookEndpointFactory(null, null));
  }

  /**
   * Creates a servlet for secrets and a handler of the application's.
   *
   * @param verifier knows the secrets
   * @param handler handles the events
   */
  public LiveblocksWebhookServlet(WebhookVerifier verifier, WebhookHandler handler) {
    super(EndpointKind.WEBHOOK, new WebhookEndpointFactory(verifier, handler));
  }
}
