package io.github.liveblocks4j.testing;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts one page out of a list, newest first. A cursor is the creation number of the last item that
 * was seen, so items that come or go meanwhile move nothing.
 */
final class Page {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  private Page() {}

  /**
   * Responds with the page that the call's {@code limit} and {@code startingAfter} ask for.
   *
   * @param newestFirst everything that matches, the highest creation number first
   */
  static Response of(Call call, List<Stored> newestFirst) {
    long before = call.queryParameter("startingAfter").map(Page::decode).orElse(Long.MAX_VALUE);
    int limit = call.queryParameter("limit").map(Page::limit).orElse(DEFAULT_LIMIT);
    List<Stored> rest = newestFirst.stream().filter(item -> item.number() < before).toList();
    JsonArrayBuilder page = Json.array();
    rest.stream().limit(limit).map(Stored::json).forEach(page::add);
    JsonValue nextPage = JsonValue.NULL;
    JsonValue nextCursor = JsonValue.NULL;
    if (rest.size() > limit) {
      String cursor = encode(rest.get(limit - 1).number());
      nextPage = Json.string(nextPage(call.request(), cursor));
      nextCursor = Json.string(cursor);
    }
    return Response.json(
        200,
        Json.object()
            .add("nextPage", nextPage)
            .add("nextCursor", nextCursor)
            .add("data", page)
            .build());
  }

  private static String nextPage(RecordedRequest request, String cursor) {
    return Stream.concat(
            Arrays.stream(request.query().split("&", -1))
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !parameter.startsWith("startingAfter=")),
            Stream.of("startingAfter=" + cursor))
        .collect(Collectors.joining("&", request.path() + "?", ""));
  }

  private static int limit(String text) {
    if (!text.matches("[1-9][0-9]?|" + MAX_LIMIT)) {
      throw ApiException.invalid("Query parameter 'limit': Must be 1 to " + MAX_LIMIT);
    }
    return Integer.parseInt(text);
  }

  private static String encode(long number) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("after:" + number).getBytes(StandardCharsets.US_ASCII));
  }

  private static long decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      if (text.startsWith("after:")) {
        return Long.parseLong(text.substring("after:".length()));
      }
    } catch (IllegalArgumentException e) {
      // Not base64, or no number in it.
    }
    throw ApiException.invalid("Query parameter 'startingAfter': Must be a nextCursor");
  }
}
