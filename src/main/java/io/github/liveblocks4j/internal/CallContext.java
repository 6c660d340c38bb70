package io.github.liveblocks4j.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What the calls of one client share.
 *
 * @param deadline the time for a call that has none of its own
 * @param executor runs what may wait, such as the reading of a file
 * @param calls what closes each call that has not ended
 */
record CallContext(
    Transport transport,
    RotatingSecret<SecretKey> key,
    Duration deadline,
    RetryPolicy retries,
    Failures failures,
    Scheduler scheduler,
    Executor executor,
    CallLimiter limiter,
    Set<Runnable> calls) {}
