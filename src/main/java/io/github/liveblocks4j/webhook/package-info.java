/**
 * Webhooks: deliveries verified, read as events, and handled once each.
 *
 * <p>{@link io.github.liveblocks4j.webhook.LiveblocksWebhookServlet} is the endpoint, and calls the
 * application's {@link io.github.liveblocks4j.webhook.WebhookHandler}. {@link
 * io.github.liveblocks4j.webhook.WebhookVerifier} and {@link
 * io.github.liveblocks4j.webhook.WebhookEvent} need neither a servlet nor a client, and suit any
 * framework that gives the raw bytes of the body.
 *
 * <p>Values are immutable and safe to share between threads.
 */
@NullMarked
package io.github.liveblocks4j.webhook;

import org.jspecify.annotations.NullMarked;
