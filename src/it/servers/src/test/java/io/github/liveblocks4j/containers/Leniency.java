package io.github.liveblocks4j.containers;

import static io.github.liveblocks4j.containers.Server.JETTY_9;
import static io.github.liveblocks4j.containers.Server.LIBERTY;
import static io.github.liveblocks4j.containers.Server.PAYARA;
import static io.github.liveblocks4j.containers.Server.WILDFLY;
import static io.github.liveblocks4j.containers.Server.WILDFLY_26;

import java.util.Map;
import java.util.Set;

/**
 * Hostile requests that a server lets through, mends or fails on before they get to the endpoint,
 * while others refuse them: its affair, as long as the endpoint has one response at most for it.
 */
final class Leniency {

  private static final Set<String> LONG =
      Set.of("long query", "long Host", "long name", "long value");

  private static final Map<Server, Set<String>> ROWS =
      Map.of(
          JETTY_9,
          Set.of(
              "absolute form without a host",
              "lower-case method",
              "mixed-case method",
              "two hosts"),
          WILDFLY_26,
          Set.of(
              "dot segments above the root",
              "absolute form without a host",
              "Host with NUL",
              "NUL in a value"),
          WILDFLY,
          Set.of("dot segments above the root", "NUL in a value"),
          LIBERTY,
          Set.of(
              "encoded semicolon",
              "percent at the end",
              "lower-case method",
              "mixed-case method",
              "HTTP/9.9",
              "two hosts",
              "Host with NUL",
              "NUL in a value",
              "two lengths"),
          PAYARA,
          Set.of(
              "CRLF in the path", "encoded semicolon", "HTTP/0.9 in a full request", "two hosts"));

  /** Those that take more than 8 KB, or 16, of head. */
  private static final Set<Server> LARGE_HEADS = Set.of(WILDFLY_26, WILDFLY, LIBERTY);

  private Leniency() {}

  static boolean of(Server server, String request) {
    return ROWS.getOrDefault(server, Set.of()).contains(request)
        || (LARGE_HEADS.contains(server) && LONG.contains(request));
  }
}
