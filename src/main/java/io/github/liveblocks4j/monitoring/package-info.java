/**
 * Monitoring in production: an event for each request and each call, and the health of a client.
 */
@NullMarked
package io.github.liveblocks4j.monitoring;

import org.jspecify.annotations.NullMarked;
