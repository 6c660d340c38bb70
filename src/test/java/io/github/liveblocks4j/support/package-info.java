/** What several tests need: embedded servers, captured logs. */
@NullMarked
package io.github.liveblocks4j.support;

import org.jspecify.annotations.NullMarked;
