package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.Limits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what requests about rooms carry. Here nulls count: they remove entries. Thread-safe. */
final class RoomWriter {

  private final Json json;

  RoomWriter(Json json) {
    this.json = json;
  }

  String newRoom(NewRoom room) {
    Limits.ROOM_ID.check("room id", room.id().length());
    Map<String, String> members = new LinkedHashMap<>();
    members.put("id", json.write(room.id()));
    members.putAll(settings(room));
    return json.object(members);
  }

  String upsert(RoomUpdate update, @Nullable NewRoom create) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("update", update(update));
    if (create != null) {
      members.put("create", json.object(settings(create)));
    }
    return json.object(members);
  }

  String update(RoomUpdate update) {
    Map<String, String> members = new LinkedHashMap<>();
    update
        .defaultAccesses()
        .ifPresent(permissions -> members.put("defaultAccesses", scopes(permissions)));
    putAccesses(members, "groupsAccesses", update.groupsAccesses());
    putAccesses(members, "usersAccesses", update.usersAccesses());
    putMetadata(members, update.metadata());
    return json.object(members);
  }

  private Map<String, String> settings(NewRoom room) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("defaultAccesses", scopes(room.accesses().defaultAccesses()));
    putAccesses(members, "groupsAccesses", room.accesses().groupsAccesses());
    putAccesses(members, "usersAccesses", room.accesses().usersAccesses());
    putMetadata(members, room.metadata());
    room.organizationId().ifPresent(id -> members.put("organizationId", json.write(id)));
    return members;
  }

  private void putAccesses(
      Map<String, String> members,
      String name,
      Map<String, ? extends @Nullable Collection<Permission>> accesses) {
    Limits.ACCESSES.check(name, accesses.size());
    accesses.keySet().forEach(id -> Limits.USER_ID.check("an id in " + name, id.length()));
    put(members, name, accesses, this::scopes);
  }

  private void putMetadata(
      Map<String, String> members, Map<String, ? extends @Nullable Object> metadata) {
    Limits.METADATA.check("metadata", metadata.size());
    metadata.forEach(
        (key, value) -> {
          Limits.METADATA_KEY.check("metadata key '" + key + "'", key.length());
          List<?> texts =
              value instanceof List<?> list ? list : List.of(value == null ? "" : value);
          texts.forEach(
              text ->
                  Limits.METADATA_VALUE.check(
                      "metadata value of '" + key + "'", text.toString().length()));
        });
    put(members, "metadata", metadata, json::write);
  }

  private <T> void put(
      Map<String, String> members,
      String name,
      Map<String, ? extends @Nullable T> entries,
      Function<T, String> write) {
    if (entries.isEmpty()) {
      return;
    }
    Map<String, String> written = new LinkedHashMap<>();
    entries.forEach((key, value) -> written.put(key, value == null ? "null" : write.apply(value)));
    members.put(name, json.object(written));
  }

  private String scopes(Collection<Permission> permissions) {
    return json.write(permissions.stream().map(Permission::scope).toList());
  }
}
