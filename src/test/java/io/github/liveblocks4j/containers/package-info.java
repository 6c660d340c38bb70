/** The jars that the build makes, looked into and run in real servers. */
@NullMarked
package io.github.liveblocks4j.containers;

import org.jspecify.annotations.NullMarked;
