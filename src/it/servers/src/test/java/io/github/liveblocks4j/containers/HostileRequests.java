package io.github.liveblocks4j.containers;

import static io.github.liveblocks4j.containers.Server.JETTY_9;
import static io.github.liveblocks4j.containers.Server.LIBERTY;
import static io.github.liveblocks4j.containers.Server.PAYARA;
import static io.github.liveblocks4j.containers.Server.WILDFLY;
import static io.github.liveblocks4j.containers.Server.WILDFLY_26;

import io.github.liveblocks4j.support.hostile.HostileRequest;
import io.github.liveblocks4j.support.hostile.RawResponses;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hostile requests of the library's own tests, sent to a real server: at most one response of
 * the endpoint for each, no token but where one is due, no stack trace. Some servers accept, repair
 * or fail on requests that others refuse before they get to the endpoint.
 */
final class HostileRequests {

  private static final Map<Server, Set<String>> LENIENT =
      Map.of(
          JETTY_9,
          Set.of("absolute form without a host", "lower-case method", "two hosts"),
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
              "lower-case method",
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

  private static final Set<String> LONG =
      Set.of("long query", "long Host", "long name", "long value");

  private HostileRequests() {}

  /** Sends them all, and returns what is wrong. */
  static List<String> send(Server server, int port, String path, FakeLiveblocks fake)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    long late = 0; // What earlier requests may have called for since: their clients had left.
    for (HostileRequest request : HostileRequest.all()) {
      int before = fake.requests().size();
      RawResponses responses = RawResponses.to(request, port, path);
      boolean lenient =
          LENIENT.getOrDefault(server, Set.of()).contains(request.name())
              || (LARGE_HEADS.contains(server) && LONG.contains(request.name()));
      Optional<String> complaint = responses.complaint(request, lenient);
      long unseen = fake.requests().size() - before - responses.tokens();
      late += request.expected().equals("any") && responses.fromEndpoint() == 0 ? 1 : 0;
      if (complaint.isEmpty() && (unseen < 0 || unseen > late)) {
        complaint = Optional.of("Liveblocks was called for it");
      }
      late = Math.max(0, late - unseen);
      complaint.ifPresent(
          each -> wrong.add("%s: %s:%n%s".formatted(request.name(), each, responses.text())));
    }
    return wrong;
  }
}
