/** Provides the client, {@link io.github.liveblocks4j.Liveblocks}, and its configuration. */
@NullMarked
package io.github.liveblocks4j;

import org.jspecify.annotations.NullMarked;
