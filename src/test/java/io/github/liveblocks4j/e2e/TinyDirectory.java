package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of the lookup endpoint. Everybody has a name, {@code Name of ID}, except {@code
 * nobody}; the people of a room are three, and a group.
 */
final class TinyDirectory extends HttpServlet {

  static final String PATH = "/api/liveblocks-directory";

  /** The largest number of ids that came in one request. */
  private volatile int largestBatch;

  private static final long serialVersionUID = 1L;

  int largestBatch() {
    return largestBatch;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getSession(false) == null) {
      response.setStatus(401);
      return;
    }
    try (Json json = new Json()) {
      JsonObject query =
          json.readObject(request.getReader().lines().collect(Collectors.joining("\n")));
      response.setContentType("application/json");
      response.getWriter().print(json.write(resultOf(query)));
    }
  }

  private List<@Nullable Map<String, String>> resultOf(JsonObject query) {
    if (query.containsKey("text")) {
      return suggestions(query.getString("text"));
    }
    List<@Nullable Map<String, String>> infos = new ArrayList<>();
    for (String kind : List.of("userIds", "roomIds", "groupIds")) {
      if (query.get(kind) instanceof JsonArray ids) {
        largestBatch = Math.max(largestBatch, ids.size());
        ids.getValuesAs(JsonString::getString).forEach(id -> infos.add(info(id)));
      }
    }
    return infos;
  }

  private static @Nullable Map<String, String> info(String id) {
    return id.equals("nobody") ? null : Map.of("name", "Name of " + id);
  }

  private static List<@Nullable Map<String, String>> suggestions(String text) {
    Stream<String> users = Stream.of("alan", "alice", "bob").filter(id -> id.startsWith(text));
    List<@Nullable Map<String, String>> found = new ArrayList<>();
    users.forEach(id -> found.add(Map.of("kind", "user", "id", id)));
    if ("all".startsWith(text)) {
      found.add(Map.of("kind", "group", "id", "all"));
    }
    return found;
  }
}
