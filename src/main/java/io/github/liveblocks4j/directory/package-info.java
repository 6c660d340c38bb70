/**
 * The lookup endpoint, which gives pages the names behind ids, and the interfaces that an
 * application implements for it: {@link io.github.liveblocks4j.directory.UserDirectory} and {@link
 * io.github.liveblocks4j.directory.RoomDirectory}.
 */
@NullMarked
package io.github.liveblocks4j.directory;

import org.jspecify.annotations.NullMarked;
