/**
 * Who a user is and what that user may do: the vocabulary of Liveblocks authentication.
 *
 * <p>Immutable values, safe to share between threads. Nothing here knows about HTTP or servlets.
 */
@NullMarked
package io.github.liveblocks4j.auth;

import org.jspecify.annotations.NullMarked;
