package io.github.liveblocks4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds the handler of a request by method and path. Immutable once built; thread-safe then. */
final class Router {

  private record Route(String method, List<String> template, Function<Call, Response> handler) {

    /** What stands at the placeholders; empty when the path has another shape. */
    Optional<List<String>> match(List<String> segments) {
      if (segments.size() != template.size()) {
        return Optional.empty();
      }
      List<String> parameters = new ArrayList<>();
      for (int i = 0; i < segments.size(); i++) {
        if (template.get(i).startsWith("{")) {
          parameters.add(segments.get(i));
        } else if (!template.get(i).equals(segments.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(parameters);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route, for example {@code GET /v2/rooms/{id}}. Literal segments go first. */
  Router add(String method, String template, Function<Call, Response> handler) {
    routes.add(new Route(method, UrlDecoding.segments(template), handler));
    return this;
  }

  /**
   * Responds with 404 when nothing has this path, 405 when something has it with another method.
   */
  Response route(RecordedRequest request) {
    List<String> segments = UrlDecoding.segments(request.path());
    TreeSet<String> otherMethods = new TreeSet<>();
    for (Route route : routes) {
      Optional<List<String>> parameters = route.match(segments);
      if (parameters.isPresent() && route.method().equals(request.method())) {
        return route
            .handler()
            .apply(new Call(request, parameters.get(), UrlDecoding.parameters(request.query())));
      }
      if (parameters.isPresent()) {
        otherMethods.add(route.method());
      }
    }
    if (otherMethods.isEmpty()) {
      return Response.error(404, "There is no such endpoint");
    }
    String allow = String.join(", ", otherMethods);
    return Response.error(405, "This endpoint takes " + allow).withHeader("Allow", allow);
  }
}
