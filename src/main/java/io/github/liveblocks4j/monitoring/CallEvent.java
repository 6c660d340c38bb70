package io.github.liveblocks4j.monitoring;

import java.time.Duration;

/**
 * A call to Liveblocks that has ended.
 *
 * @param method the HTTP method
 * @param pathTemplate the path with its variables' names: {@code /v2/rooms/{roomId}}
 * @param code how it ended:
 *     <ul>
 *       <li>{@code ok}: it succeeded
 *       <li>{@code error}: Liveblocks responded with an error, which the status tells
 *       <li>{@code invalid_response}: the response is not one of Liveblocks, or not the one
 *           expected
 *       <li>{@code unavailable}: no connection, or one that broke
 *       <li>{@code timeout}: the deadline passed, in the queue or at Liveblocks
 *       <li>{@code not_sent}: rejected by the circuit breaker, by the full queue or by the closed
 *           client
 *       <li>{@code cancelled}: the application cancelled it
 *     </ul>
 *
 * @param status of the last attempt's response; 0 when it had none
 * @param attempts how often it was sent; 0 when it never was
 * @param total from the beginning to the end
 * @param queued the part of it in the queue of {@code maxConcurrentCalls}
 * @param upstream the part of it at Liveblocks and on the way, all attempts together
 */
public record CallEvent(
    String method,
    String pathTemplate,
    String code,
    int status,
    int attempts,
    Duration total,
    Duration queued,
    Duration upstream) {}
