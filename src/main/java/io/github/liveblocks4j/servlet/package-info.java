/**
 * What a servlet container sees: the auth endpoint, and the interfaces that an application
 * implements for it.
 */
@NullMarked
package io.github.liveblocks4j.servlet;

import org.jspecify.annotations.NullMarked;
