/** Holds the documents to the code: runs what they show, and compares what they say. */
@NullMarked
package io.github.liveblocks4j.readme;

import org.jspecify.annotations.NullMarked;
