/** What web applications mount in place of the jar's own endpoints, a few of them in each. */
@NullMarked
package io.github.liveblocks4j.containers.mount;

import org.jspecify.annotations.NullMarked;
