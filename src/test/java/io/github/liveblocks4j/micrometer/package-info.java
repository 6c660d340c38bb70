@NullMarked
package io.github.liveblocks4j.micrometer;

import org.jspecify.annotations.NullMarked;
