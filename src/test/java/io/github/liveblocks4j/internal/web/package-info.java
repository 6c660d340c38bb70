@NullMarked
package io.github.liveblocks4j.internal.web;

import org.jspecify.annotations.NullMarked;
