package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Masking;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A group of users, as it was when Liveblocks responded. It can be mentioned in comments; what it
 * may do in a room is that room's {@code groupsAccesses}, and who counts as a member there is
 * decided by each ID token ({@code LiveblocksUser.groupIds}). Immutable.
 *
 * @param id the group's id
 * @param organizationId the organization (tenant) it belongs to; {@code default} for Liveblocks'
 *     default organization
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 * @param scopes what it is for, at present {@code mention} only
 * @param members its members, in the order in which Liveblocks lists them
 * @param json the JSON object as it came, for members that have no component here
 */
public record Group(
    String id,
    String organizationId,
    Instant createdAt,
    Instant updatedAt,
    Set<String> scopes,
    List<Member> members,
    String json) {

  /** Copies the collections. */
  public Group {
    scopes = Set.copyOf(scopes);
    members = List.copyOf(members);
  }

  /**
   * A member of a group.
   *
   * @param id the user's id
   * @param addedAt since when
   */
  public record Member(String id, Instant addedAt) {

    static Member from(JsonObject json) {
      return new Member(json.getString("id"), Instant.parse(json.getString("addedAt")));
    }
  }

  static Group from(JsonObject json) {
    String createdAt = json.getString("createdAt");
    return new Group(
        json.getString("id"),
        json.getString("organizationId", Room.DEFAULT_ORGANIZATION),
        Instant.parse(createdAt),
        Instant.parse(json.getString("updatedAt", createdAt)),
        scopes(json.get("scopes")),
        json.getJsonArray("members").getValuesAs(Member::from),
        json.toString());
  }

  /** Liveblocks sends an object whose members are {@code true}. */
  private static Set<String> scopes(@Nullable JsonValue scopes) {
    return scopes instanceof JsonObject object
        ? object.keySet().stream()
            .filter(name -> JsonValue.TRUE.equals(object.get(name)))
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /**
   * Returns the members' ids.
   *
   * @return unmodifiable, in the members' order
   */
  public List<String> memberIds() {
    return members.stream().map(Member::id).toList();
  }

  /** Returns no JSON. */
  @Override
  public String toString() {
    return Masking.line(
        "Group[id=%s, organizationId=%s, scopes=%s, members=%s]"
            .formatted(id, organizationId, scopes, memberIds()),
        10_000);
  }
}
