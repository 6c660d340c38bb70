/**
 * The classes of the web applications that go to the servers. They are compiled again for each of
 * them, against the very jar that it carries; for javax servers with the packages' other names.
 */
@NullMarked
package io.github.liveblocks4j.containers.war;

import org.jspecify.annotations.NullMarked;
