@NullMarked
package io.github.liveblocks4j.servlet;

import org.jspecify.annotations.NullMarked;
