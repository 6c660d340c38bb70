/**
 * End to end: the real Liveblocks client, in Chromium, asks the endpoint in a real servlet
 * container for tokens of Liveblocks' own development server, and uses them there. Run by {@code
 * mvn -Pe2e verify}; it needs Node 20 or newer and Chromium.
 */
@NullMarked
package io.github.liveblocks4j.e2e;

import org.jspecify.annotations.NullMarked;
