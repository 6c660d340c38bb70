/**
 * The failures of calls to Liveblocks: one sealed exception with four subclasses.
 *
 * <p>All are unchecked. None ever carries the secret key or a token, in its message or anywhere
 * else.
 */
@NullMarked
package io.github.liveblocks4j.errors;

import org.jspecify.annotations.NullMarked;
