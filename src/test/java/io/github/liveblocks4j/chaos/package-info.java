/** The client and an upstream that misbehaves, over real sockets. */
package io.github.liveblocks4j.chaos;
