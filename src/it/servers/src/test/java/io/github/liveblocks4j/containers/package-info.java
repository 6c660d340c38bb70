/**
 * The library's finished jars in real servers: {@link
 * io.github.liveblocks4j.containers.ContainersIT every server with every kind of web application},
 * and what needs one server only.
 *
 * <p>To add a server: unpack it in the pom, add it to {@link
 * io.github.liveblocks4j.containers.Server}, and, if it is of a new make, write its {@link
 * io.github.liveblocks4j.containers.ServletContainer}.
 */
@NullMarked
package io.github.liveblocks4j.containers;

import org.jspecify.annotations.NullMarked;
