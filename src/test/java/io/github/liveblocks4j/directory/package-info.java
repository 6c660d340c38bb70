/** Tests of the lookup endpoint. */
@NullMarked
package io.github.liveblocks4j.directory;

import org.jspecify.annotations.NullMarked;
