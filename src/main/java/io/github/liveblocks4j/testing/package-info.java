/**
 * A stand-in for Liveblocks that runs inside a test or a demo. Needs the JDK only; published with
 * the classifier {@code testing}, never part of the main jar.
 */
@NullMarked
package io.github.liveblocks4j.testing;

import org.jspecify.annotations.NullMarked;
