package io.github.liveblocks4j.testing;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API.
 *
 * @param request the request behind it
 * @param parameters what stood in the path at the route's placeholders, decoded
 * @param query the query's parameters, decoded
 */
record Call(HttpRequest request, List<String> parameters, Map<String, String> query) {

  /** The first, and mostly only, placeholder. */
  String id() {
    return parameters.get(0);
  }

  Optional<String> queryParameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** The body as a JSON object; 400 when it is no JSON, 422 when it is no object. */
  Fields fields() {
    return Fields.of(json());
  }

  /** The body as any JSON value; 400 when it is none. An empty body reads as null. */
  @Nullable Object json() {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(request.body().duplicate()).toString();
      return text.isEmpty() ? null : JsonReader.read(text);
    } catch (JsonSyntaxException e) {
      throw badRequest(String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      throw badRequest("The body is not UTF-8");
    }
  }

  private static ApiException badRequest(String message) {
    return ApiException.of(400, HttpResponse.phrase(400), message);
  }
}
