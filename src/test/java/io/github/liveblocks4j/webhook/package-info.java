@NullMarked
package io.github.liveblocks4j.webhook;

import org.jspecify.annotations.NullMarked;
