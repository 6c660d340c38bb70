/**
 * Provides the client, {@link io.github.liveblocks4j.Liveblocks}, with its builder, and the generic
 * call.
 */
@NullMarked
package io.github.liveblocks4j;

import org.jspecify.annotations.NullMarked;
