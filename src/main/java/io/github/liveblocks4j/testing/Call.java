package io.github.liveblocks4j.testing;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the API.
 *
 * @param request the request behind it
 * @param parameters what stood in the path at the route's placeholders, decoded
 * @param query the query's parameters, decoded
 */
record Call(RecordedRequest request, List<String> parameters, Map<String, String> query) {

  /** The first, and mostly only, placeholder. */
  String id() {
    return parameters.get(0);
  }

  Optional<String> queryParameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** The body as a JSON object; 400 when it is not JSON, 422 when it is not an object. */
  Fields fields() {
    return Fields.of(json());
  }

  /** The body as any JSON value; 400 when it is none. An empty body reads as null. */
  JsonValue json() {
    return Json.read(request.text());
  }
}
