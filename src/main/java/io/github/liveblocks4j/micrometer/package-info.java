/** Metrics by Micrometer, for applications that have it. Nothing else loads it. */
@NullMarked
package io.github.liveblocks4j.micrometer;

import org.jspecify.annotations.NullMarked;
