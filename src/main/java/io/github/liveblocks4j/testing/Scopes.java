package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.TreeSet;

/** The permission scopes that exist. */
final class Scopes {

  private static final Set<String> ALL =
      Set.of(
          "*:read",
          "*:write",
          "room:read",
          "room:write",
          "room:presence:write",
          "storage:read",
          "storage:write",
          "storage:none",
          "comments:read",
          "comments:write",
          "comments:none",
          "comments:public:read",
          "comments:public:write",
          "comments:public:none",
          "comments:private:read",
          "comments:private:write",
          "comments:private:none",
          "feeds:read",
          "feeds:write",
          "feeds:none");

  private Scopes() {}

  /** Responds with 422 when one of them does not exist; {@code where} begins the message. */
  static JsonArray require(String where, JsonValue value) {
    JsonArray scopes = Fields.texts(where, value);
    for (JsonString scope : scopes.getValuesAs(JsonString.class)) {
      if (!ALL.contains(scope.getString())) {
        throw ApiException.invalid(
            where + "Must be one of " + String.join(", ", new TreeSet<>(ALL)));
      }
    }
    return scopes;
  }
}
