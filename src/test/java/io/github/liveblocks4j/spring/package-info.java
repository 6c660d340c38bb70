@NullMarked
package io.github.liveblocks4j.spring;

import org.jspecify.annotations.NullMarked;
