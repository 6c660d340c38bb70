/** Scans log lines, responses and exceptions of all tests for secrets. */
@NullMarked
package io.github.liveblocks4j.support.scan;

import org.jspecify.annotations.NullMarked;
