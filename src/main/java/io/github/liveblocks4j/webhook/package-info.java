/**
 * Webhooks: deliveries verified, and read as events.
 *
 * <p>{@link io.github.liveblocks4j.webhook.WebhookVerifier} and {@link
 * io.github.liveblocks4j.webhook.WebhookEvent} need neither a servlet nor a client, and suit any
 * framework that gives the raw bytes of the body.
 *
 * <p>Values are immutable and safe to share between threads.
 */
@NullMarked
package io.github.liveblocks4j.webhook;

import org.jspecify.annotations.NullMarked;
