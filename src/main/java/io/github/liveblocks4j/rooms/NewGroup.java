package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group to be created. Immutable.
 *
 * @param id the group's id
 * @param memberIds ids of its first members
 * @param organizationId the organization (tenant) it shall belong to; null for the default one
 */
public record NewGroup(String id, Set<String> memberIds, @Nullable String organizationId) {

  /**
   * Checks the ids, and copies the set.
   *
   * @param id the group's id
   * @param memberIds ids of its first members
   * @param organizationId the organization, or null
   * @throws IllegalArgumentException when an id is blank
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
   * A group of the default organization.
   *
   * @param id the group's id
   * @param memberIds ids of its first members
   * @return the group
   * @throws IllegalArgumentException when an id is blank
   */
  public static NewGroup of(String id, String... memberIds) {
    return new NewGroup(id, new LinkedHashSet<>(Arrays.asList(memberIds)), null);
  }

  /**
   * The same group in an organization (tenant).
   *
   * @param organizationId its id
   * @return a new group
   * @throws IllegalArgumentException when it is blank
   */
  public NewGroup inOrganization(String organizationId) {
    return new NewGroup(id, memberIds, organizationId);
  }
}
