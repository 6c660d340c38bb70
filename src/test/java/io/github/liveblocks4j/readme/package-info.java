/** The README's snippets, compiled and run, and the tests that hold the README to the code. */
@NullMarked
package io.github.liveblocks4j.readme;

import org.jspecify.annotations.NullMarked;
