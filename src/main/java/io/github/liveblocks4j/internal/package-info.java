/** How calls to Liveblocks are made. Not API: may change in any release. */
@NullMarked
package io.github.liveblocks4j.internal;

import org.jspecify.annotations.NullMarked;
