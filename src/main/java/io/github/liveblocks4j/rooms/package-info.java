/**
 * Rooms, who may do what in them, and groups of users.
 *
 * <p>The two doors are {@code Liveblocks.rooms()} and {@code Liveblocks.groups()}. Every call comes
 * in two forms: one that waits, and one whose name ends in {@code Async} and that gives a future. A
 * failed call is a {@link io.github.liveblocks4j.errors.LiveblocksException}, thrown by the one and
 * the future's exception in the other; a value that cannot be sent is an {@link
 * IllegalArgumentException}, thrown by both at once.
 *
 * <p>Calls that are safe to repeat are tried again when they meet passing trouble; each says so.
 *
 * <p>Limits that Liveblocks documents (lengths, numbers of entries) are not checked here, as they
 * move; passing one is logged as a warning that names the field.
 *
 * <p>Values are immutable and safe to share between threads. What an answer has beyond them is
 * ignored.
 */
@NullMarked
package io.github.liveblocks4j.rooms;

import org.jspecify.annotations.NullMarked;
