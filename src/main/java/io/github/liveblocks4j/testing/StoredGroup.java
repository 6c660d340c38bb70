package io.github.liveblocks4j.testing;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of users. Immutable: a change makes another.
 *
 * @param number rises with every group that is created
 * @param id the group's id
 * @param organizationId the tenant it belongs to
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 * @param scopes what the group may be used for
 * @param members user ids and when each was added, in that order
 */
record StoredGroup(
    long number,
    String id,
    String organizationId,
    Instant createdAt,
    Instant updatedAt,
    Map<String, @Nullable Object> scopes,
    Map<String, Instant> members) {

  /** Users who are members already stay as they are. */
  StoredGroup withMembers(Collection<String> userIds, Instant now) {
    Map<String, Instant> more = new LinkedHashMap<>(members);
    userIds.forEach(userId -> more.putIfAbsent(userId, now));
    return with(more, now);
  }

  /** Users who are no members are passed over. */
  StoredGroup withoutMembers(Collection<String> userIds, Instant now) {
    Map<String, Instant> fewer = new LinkedHashMap<>(members);
    fewer.keySet().removeAll(userIds);
    return with(fewer, now);
  }

  private StoredGroup with(Map<String, Instant> newMembers, Instant now) {
    return new StoredGroup(
        number,
        id,
        organizationId,
        createdAt,
        now,
        scopes,
        Collections.unmodifiableMap(newMembers));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "group");
    json.put("id", id);
    // The older name for the same thing; Liveblocks still sends both.
    json.put("tenantId", organizationId);
    json.put("organizationId", organizationId);
    json.put("createdAt", Timestamps.format(createdAt));
    json.put("updatedAt", Timestamps.format(updatedAt));
    json.put("scopes", scopes);
    json.put("members", members.entrySet().stream().map(StoredGroup::member).toList());
    return json;
  }

  private static Map<String, Object> member(Map.Entry<String, Instant> member) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", member.getKey());
    json.put("addedAt", Timestamps.format(member.getValue()));
    return json;
  }
}
