package io.github.liveblocks4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds the handler of a request by method and path. Immutable once built; thread-safe then. */
final class Router {

  private record Route(String method, List<String> template, Function<Call, HttpResponse> handler) {

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
  Router add(String method, String template, Function<Call, HttpResponse> handler) {
    routes.add(new Route(method, PercentDecoder.segments(template), handler));
    return this;
  }

  /** Answers 404 when nothing has this path, 405 when something has it with another method. */
  HttpResponse route(HttpRequest request) {
    List<String> segments = PercentDecoder.segments(request.rawPath());
    TreeSet<String> otherMethods = new TreeSet<>();
    for (Route route : routes) {
      Optional<List<String>> parameters = route.match(segments);
      if (parameters.isPresent() && route.method().equals(request.method())) {
        return route
            .handler()
            .apply(
                new Call(request, parameters.get(), PercentDecoder.parameters(request.rawQuery())));
      }
      if (parameters.isPresent()) {
        otherMethods.add(route.method());
      }
    }
    if (otherMethods.isEmpty()) {
      return HttpResponse.error(404, "Not Found", "There is no such endpoint");
    }
    String allow = String.join(", ", otherMethods);
    return HttpResponse.error(405, "Method Not Allowed", "This endpoint takes " + allow)
        .withHeader("Allow", allow);
  }
}
