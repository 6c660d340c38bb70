/**
 * Scans all that the tests make the library say, with the loudest logging: log lines, responses,
 * exceptions. A class of tests in which a secret shows up fails.
 */
@NullMarked
package io.github.liveblocks4j.support.scan;

import org.jspecify.annotations.NullMarked;
