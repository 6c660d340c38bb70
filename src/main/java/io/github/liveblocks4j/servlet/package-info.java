/**
 * The auth endpoint, as a servlet and as a filter, and the interfaces that an application
 * implements for it: {@link io.github.liveblocks4j.servlet.UserResolver}, and optionally {@link
 * io.github.liveblocks4j.servlet.RoomAuthorizer}.
 */
@NullMarked
package io.github.liveblocks4j.servlet;

import org.jspecify.annotations.NullMarked;
