package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group to be created. Immutable.
 *
 * @param id the group's id; Liveblocks documents at most 128 characters
 * @param memberIds ids of its first members
 * @param organizationId the organization (tenant) it is to belong to; null for the default one
 */
public record NewGroup(String id, Set<String> memberIds, @Nullable String organizationId) {

  /**
   * Checks the ids, and copies the set.
   *
   * @throws IllegalArgumentException when an id is blank or has an unpaired surrogate
   */
  public NewGroup {
    Checks.requireText("groupId", id);
    memberIds.forEach(memberId -> Checks.requireText("a member's id", memberId));
    memberIds = Collections.unmodifiableSet(new LinkedHashSet<>(memberIds));
    if (organizationId != null) {
      Checks.requireText("organizationId", organizationId);
    }
  }

  /**
   * Returns a group of the default organization.
   *
   * @param id the group's id
   * @param memberIds ids of its first members
   * @return the group
   * @throws IllegalArgumentException when an id is blank or has an unpaired surrogate
   */
  public static NewGroup of(String id, String... memberIds) {
    return new NewGroup(id, new LinkedHashSet<>(Arrays.asList(memberIds)), null);
  }

  /**
   * Returns this group in an organization (tenant).
   *
   * @param organizationId its id
   * @return a new group
   * @throws IllegalArgumentException when the id is blank or has an unpaired surrogate
   */
  public NewGroup organizationId(String organizationId) {
    return new NewGroup(id, memberIds, organizationId);
  }

  JsonObjectBuilder toJson(Json json) {
    JsonObjectBuilder body = json.object().add("id", id);
    if (!memberIds.isEmpty()) {
      body.add("memberIds", json.array(memberIds));
    }
    if (organizationId != null) {
      body.add("organizationId", organizationId);
    }
    return body;
  }
}
