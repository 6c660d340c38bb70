@NullMarked
package io.github.liveblocks4j.internal.web.mount;

import org.jspecify.annotations.NullMarked;
