/**
 * A stand-in for Liveblocks that runs inside a test or a demo, and what else tests of an
 * application need. Published with the classifier {@code testing}, never part of the main jar.
 *
 * <p>The jar carries the libraries that {@link io.github.liveblocks4j.testing.FakeLiveblocks} is
 * made of, under names of its own, and needs nothing else. Only {@link
 * io.github.liveblocks4j.testing.AuthRequests} needs the servlet API and the main jar, and only
 * {@link io.github.liveblocks4j.testing.FakeLiveblocksExtension} needs JUnit and the main jar.
 */
@NullMarked
package io.github.liveblocks4j.testing;

import org.jspecify.annotations.NullMarked;
