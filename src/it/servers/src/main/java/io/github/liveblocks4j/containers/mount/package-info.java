/** What a web application has where the jar would mount an endpoint. */
@NullMarked
package io.github.liveblocks4j.containers.mount;

import org.jspecify.annotations.NullMarked;
