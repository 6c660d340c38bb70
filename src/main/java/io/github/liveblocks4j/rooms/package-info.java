/**
 * Rooms, who may do what in them, and groups of users.
 *
 * <p>Start with {@code Liveblocks.rooms()} and {@code Liveblocks.groups()}. Their methods wait for
 * Liveblocks. A failed call is a {@link io.github.liveblocks4j.errors.LiveblocksException}; a value
 * that cannot be sent is an {@link IllegalArgumentException}.
 *
 * <p>Idempotent calls are retried on transient failures; each method says whether it is one.
 *
 * <p>Limits that Liveblocks documents (lengths, numbers of entries) are not enforced here, for
 * Liveblocks moves them; where one is exceeded, its own message is in the exception.
 *
 * <p>Values are immutable and safe to share between threads. What Liveblocks returns are records; a
 * component that may be absent is nullable, and {@link java.util.Optional} is returned only where
 * something is looked up. Members of a response that have no component are ignored.
 */
@NullMarked
package io.github.liveblocks4j.rooms;

import org.jspecify.annotations.NullMarked;
