/** The whole endpoint against an upstream that does what no upstream should. */
@org.jspecify.annotations.NullMarked
package io.github.liveblocks4j.chaos;
