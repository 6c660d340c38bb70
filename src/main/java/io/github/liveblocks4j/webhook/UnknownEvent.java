package io.github.liveblocks4j.webhook;

/**
 * An event of a type that this version does not know, or that lacks what its type must have. {@link
 * #json()} has all of it.
 *
 * @param payload what all deliveries have in common
 */
public record UnknownEvent(WebhookPayload payload) implements WebhookEvent {}
