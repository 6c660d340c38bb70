package io.github.liveblocks4j.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A room. Immutable: a change makes another.
 *
 * @param number rises with every room that is created
 * @param id the room's id
 * @param organizationId the tenant it belongs to
 * @param createdAt when it was created
 * @param settings what callers may change
 */
record StoredRoom(
    long number, String id, String organizationId, Instant createdAt, Settings settings) {

  /**
   * What callers may change.
   *
   * @param defaultAccesses scopes of everybody
   * @param usersAccesses scopes by user id
   * @param groupsAccesses scopes by group id
   * @param metadata strings and lists of strings
   */
  record Settings(
      List<String> defaultAccesses,
      Map<String, List<String>> usersAccesses,
      Map<String, List<String>> groupsAccesses,
      Map<String, Object> metadata) {

    static final Settings NONE = new Settings(List.of(), Map.of(), Map.of(), Map.of());
  }

  Map<String, Object> metadata() {
    return settings.metadata();
  }

  StoredRoom withId(String newId) {
    return new StoredRoom(number, newId, organizationId, createdAt, settings);
  }

  StoredRoom withSettings(Settings newSettings) {
    return new StoredRoom(number, id, organizationId, createdAt, newSettings);
  }

  /** In the order of the official development server. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "room");
    json.put("id", id);
    json.put("organizationId", organizationId);
    json.put("createdAt", Timestamps.format(createdAt));
    json.put("metadata", settings.metadata());
    json.put("defaultAccesses", settings.defaultAccesses());
    json.put("groupsAccesses", settings.groupsAccesses());
    json.put("usersAccesses", settings.usersAccesses());
    return json;
  }
}
