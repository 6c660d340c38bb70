package io.github.liveblocks4j.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one page out of a list, newest first. A cursor is the creation number of the last item that
 * was seen, so items that come or go meanwhile move nothing.
 */
final class Page {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  private Page() {}

  /**
   * Answers with the page that the call's {@code limit} and {@code startingAfter} ask for.
   *
   * @param newestFirst everything that matches, the highest creation number first
   */
  static <T> HttpResponse answer(
      Call call, List<T> newestFirst, ToLongFunction<T> number, Function<T, Object> toJson) {
    long before = call.queryParameter("startingAfter").map(Page::decode).orElse(Long.MAX_VALUE);
    int limit = call.queryParameter("limit").map(Page::limit).orElse(DEFAULT_LIMIT);
    List<T> rest = newestFirst.stream().filter(item -> number.applyAsLong(item) < before).toList();
    List<T> page = rest.subList(0, Math.min(limit, rest.size()));
    String cursor =
        page.size() < rest.size() ? encode(number.applyAsLong(page.get(limit - 1))) : null;

    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("nextPage", cursor == null ? null : nextPage(call.request(), cursor));
    body.put("nextCursor", cursor);
    body.put("data", page.stream().map(toJson).toList());
    return HttpResponse.json(200, body);
  }

  private static String nextPage(HttpRequest request, String cursor) {
    List<String> parameters =
        Arrays.stream(request.rawQuery().split("&", -1))
            .filter(parameter -> !parameter.isEmpty())
            .filter(parameter -> !parameter.startsWith("startingAfter="))
            .collect(Collectors.toCollection(ArrayList::new));
    parameters.add("startingAfter=" + cursor);
    return request.rawPath() + "?" + String.join("&", parameters);
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_LIMIT) {
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
