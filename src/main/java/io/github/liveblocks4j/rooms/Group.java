package io.github.liveblocks4j.rooms;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;

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
 * @param members its members, in the order in which Liveblocks lists them
 */
public record Group(
    String id, String organizationId, Instant createdAt, Instant updatedAt, List<Member> members) {

  /** Copies the list. */
  public Group {
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
        json.getJsonArray("members").getValuesAs(Member::from));
  }

  /**
   * Returns the members' ids.
   *
   * @return unmodifiable, in the members' order
   */
  public List<String> memberIds() {
    return members.stream().map(Member::id).toList();
  }
}
