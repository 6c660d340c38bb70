/**
 * Requests that no well-meaning client sends. Needs nothing but the JDK and AssertJ: the tests in
 * real servers compile it too.
 */
package io.github.liveblocks4j.support.hostile;
