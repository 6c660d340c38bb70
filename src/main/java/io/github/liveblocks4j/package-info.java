/**
 * The entry point: {@link io.github.liveblocks4j.Liveblocks}, the client, and how it is configured.
 */
@NullMarked
package io.github.liveblocks4j;

import org.jspecify.annotations.NullMarked;
