/** The finished jars, looked into. */
@NullMarked
package io.github.liveblocks4j.artifacts;

import org.jspecify.annotations.NullMarked;
