/**
 * CDI beans of a web application for the servers that bring CDI. Compiled again like the package
 * {@code war}.
 */
@NullMarked
package io.github.liveblocks4j.containers.beans;

import org.jspecify.annotations.NullMarked;
