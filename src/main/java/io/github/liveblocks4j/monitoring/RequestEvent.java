package io.github.liveblocks4j.monitoring;

import java.time.Duration;

/**
 * A request to an endpoint that has ended.
 *
 * @param endpoint {@code auth}, {@code webhook} or {@code directory}
 * @param code {@code ok}; {@code preflight} for one that a browser sent ahead; {@code disconnected}
 *     where the client had gone before there was a response; else the {@code code} of the error
 *     response, such as {@code unauthenticated}
 * @param status of the response; 0 where there was none
 * @param total from the endpoint's first step until the response was known; it is written then
 * @param application the part of it in which the endpoint's own work was done, which is mostly the
 *     application's code: resolver, authorizer, rate limiter, directory, webhook handler. For a
 *     token, most of the rest is the call to Liveblocks, which has its own {@link CallEvent}
 */
public record RequestEvent(
    String endpoint, String code, int status, Duration total, Duration application) {}
