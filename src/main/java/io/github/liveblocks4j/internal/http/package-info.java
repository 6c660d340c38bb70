/**
 * Sends requests over the network, by Apache HttpClient. Nothing outside depends on this package:
 * in the standalone jar its classes are loaded by a class loader of their own. Not API: may change
 * in any release.
 */
@NullMarked
package io.github.liveblocks4j.internal.http;

import org.jspecify.annotations.NullMarked;
