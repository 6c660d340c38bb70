/**
 * The servlet kit that all endpoints share: settings and SPI lookup, the endpoint life cycle,
 * bounded bodies, the origin guard, responses. Nothing here knows what an endpoint is for. Not API:
 * may change in any release.
 */
@NullMarked
package io.github.liveblocks4j.internal.web;

import org.jspecify.annotations.NullMarked;
