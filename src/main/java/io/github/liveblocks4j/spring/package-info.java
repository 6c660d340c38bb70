/**
 * Spring Boot's auto-configuration: the endpoints, made of the application's beans and {@code
 * liveblocks.*} properties. Only Spring Boot loads it, so that nothing else needs Spring.
 */
@NullMarked
package io.github.liveblocks4j.spring;

import org.jspecify.annotations.NullMarked;
