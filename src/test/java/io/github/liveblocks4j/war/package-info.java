/** Classes that tests put into the WEB-INF/classes of real web applications. */
@NullMarked
package io.github.liveblocks4j.war;

import org.jspecify.annotations.NullMarked;
