package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads answers. Members it does not know are ignored; those it needs must be there. */
final class ResponseReader {

  private static final String DEFAULT_ORGANIZATION = "default";

  private ResponseReader() {}

  static Room room(ApiResponse answer) {
    return read(answer, "a room", ResponseReader::room);
  }

  static Page<Room> rooms(ApiResponse answer) {
    return read(answer, "a page of rooms", object -> page(object, ResponseReader::room));
  }

  static Group group(ApiResponse answer) {
    return read(answer, "a group", ResponseReader::group);
  }

  static Page<Group> groups(ApiResponse answer) {
    return read(answer, "a page of groups", object -> page(object, ResponseReader::group));
  }

  static List<ActiveUser> activeUsers(ApiResponse answer) {
    return read(answer, "active users", object -> list(object, "data", ResponseReader::activeUser));
  }

  private static <T> T read(ApiResponse answer, String expected, Function<JsonObject, T> read) {
    try {
      return read.apply(answer.object());
    } catch (DateTimeException | MissingException e) {
      throw answer.unexpected(expected);
    }
  }

  private static Room room(JsonObject object) {
    return new Room(
        text(object, "id"),
        optionalText(object, "organizationId").orElse(DEFAULT_ORGANIZATION),
        Instant.parse(text(object, "createdAt")),
        optionalText(object, "lastConnectionAt").map(Instant::parse).orElse(null),
        new RoomMetadata(metadata(optionalObject(object, "metadata"))),
        new RoomAccesses(
            permissions(object.get("defaultAccesses")),
            accesses(optionalObject(object, "groupsAccesses")),
            accesses(optionalObject(object, "usersAccesses"))));
  }

  private static Group group(JsonObject object) {
    Instant createdAt = Instant.parse(text(object, "createdAt"));
    return new Group(
        text(object, "id"),
        optionalText(object, "organizationId").orElse(DEFAULT_ORGANIZATION),
        createdAt,
        optionalText(object, "updatedAt").map(Instant::parse).orElse(createdAt),
        list(
            object,
            "members",
            member ->
                new Group.Member(text(member, "id"), Instant.parse(text(member, "addedAt")))));
  }

  private static ActiveUser activeUser(JsonObject object) {
    if (!(object.get("connectionId") instanceof JsonNumber connectionId)) {
      throw new MissingException("connectionId");
    }
    return new ActiveUser(
        connectionId.longValue(),
        optionalText(object, "id").orElse(null),
        Json.toMap(optionalObject(object, "info")));
  }

  private static <T> Page<T> page(JsonObject object, Function<JsonObject, T> item) {
    return new Page<>(list(object, "data", item), optionalText(object, "nextCursor").orElse(null));
  }

  private static <T> List<T> list(JsonObject object, String name, Function<JsonObject, T> item) {
    if (!(object.get(name) instanceof JsonArray array)) {
      throw new MissingException(name);
    }
    List<T> items = new ArrayList<>(array.size());
    for (JsonValue value : array) {
      if (!(value instanceof JsonObject each)) {
        throw new MissingException(name);
      }
      items.add(item.apply(each));
    }
    return items;
  }

  private static Map<String, Object> metadata(JsonObject object) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof JsonString text) {
            metadata.put(key, text.getString());
          } else if (value instanceof JsonArray) {
            metadata.put(key, texts(value).toList());
          }
        });
    return Collections.unmodifiableMap(metadata);
  }

  private static Map<String, Set<Permission>> accesses(JsonObject object) {
    Map<String, Set<Permission>> accesses = new LinkedHashMap<>();
    object.forEach((id, scopes) -> accesses.put(id, permissions(scopes)));
    return Collections.unmodifiableMap(accesses);
  }

  private static Set<Permission> permissions(@Nullable JsonValue scopes) {
    Set<Permission> permissions = new LinkedHashSet<>();
    texts(scopes).flatMap(scope -> permission(scope).stream()).forEach(permissions::add);
    return Collections.unmodifiableSet(permissions);
  }

  /** Empty for a scope of a form that does not exist today: it must not hide the whole room. */
  private static Optional<Permission> permission(String scope) {
    try {
      return Optional.of(Permission.of(scope));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Stream<String> texts(@Nullable JsonValue value) {
    return value instanceof JsonArray array
        ? array.stream()
            .filter(JsonString.class::isInstance)
            .map(text -> ((JsonString) text).getString())
        : Stream.empty();
  }

  private static String text(JsonObject object, String name) {
    return optionalText(object, name).orElseThrow(() -> new MissingException(name));
  }

  private static Optional<String> optionalText(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  private static JsonObject optionalObject(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject member ? member : JsonValue.EMPTY_JSON_OBJECT;
  }

  /** A member that must be there is not. */
  private static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingException(String name) {
      super(name);
    }
  }
}
