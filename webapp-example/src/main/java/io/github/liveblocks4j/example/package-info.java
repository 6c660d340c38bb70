/**
 * A small web application of the kind that the library is for: it has its own sign-in, keeps the
 * user in the {@code HttpSession}, and tells Liveblocks who that is with one class.
 */
package io.github.liveblocks4j.example;
