package io.github.liveblocks4j.monitoring;

import java.util.function.Supplier;

/**
 * Receives an event for each request to an endpoint and each call to Liveblocks. Endpoints find it
 * as they find a {@code UserResolver}: by the setting {@code listener}, a {@code ServletContext}
 * attribute under this type's name, a CDI bean or {@link java.util.ServiceLoader}; a client that
 * the application builds takes it from its builder.
 *
 * <p>A listener may block and may throw: it has a thread of its own for each endpoint or client
 * that it listens to, a daemon, and no request waits for it. Events come some 50 milliseconds after
 * they happened, in order. At most 10,000 wait; further ones are dropped, and the log says so. What
 * a listener throws is logged, and the next event comes nevertheless. One that listens to several
 * endpoints must be thread-safe.
 *
 * <p>Events have no ids of users, rooms or organizations, and nothing of what was sent. {@code
 * io.github.liveblocks4j.micrometer.LiveblocksMetrics} makes metrics of them.
 */
public interface LiveblocksListener {

  /**
   * Called when the response to a request is known.
   *
   * @param request what became of it
   */
  default void onRequest(RequestEvent request) {}

  /**
   * Called when a call to Liveblocks has ended, once for all its attempts.
   *
   * @param call what became of it
   */
  default void onCall(CallEvent call) {}

  /**
   * Called when a client has been created.
   *
   * @param health its health at the time of asking; it keeps the client from being collected
   */
  default void onClient(Supplier<LiveblocksHealth> health) {}
}
