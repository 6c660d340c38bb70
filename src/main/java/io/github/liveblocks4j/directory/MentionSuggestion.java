package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.internal.Checks;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A user or group that a comment may mention. Immutable. The page shows the name that {@link
 * UserDirectory#users} or {@link UserDirectory#groups} returns for the id. Ids are checked when
 * they are sent, as the values of a {@link DirectoryEntry} are: one that is blank or not
 * well-formed drops its suggestion, and no other.
 *
 * @param kind whether it is a user or a group
 * @param id the user's or group's id
 * @param userIds the users in the group, where Liveblocks does not know them; empty for a user, and
 *     for a group that {@code liveblocks.groups()} has created; unmodifiable
 */
public record MentionSuggestion(Kind kind, String id, Set<String> userIds) {

  /** What can be mentioned. */
  public enum Kind {
    /** One user. */
    USER,
    /** All users in a group. */
    GROUP;

    String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Copies the ids.
   *
   * @param kind whether it is a user or a group
   * @param id the user's or group's id
   * @param userIds the users in the group
   * @throws IllegalArgumentException when a user has users
   */
  public MentionSuggestion {
    if (kind == Kind.USER && !userIds.isEmpty()) {
      throw new IllegalArgumentException("a user has no userIds: suggest a group");
    }
    userIds = Collections.unmodifiableSet(new LinkedHashSet<>(userIds));
  }

  /**
   * Suggests a user.
   *
   * @param id the user's id
   * @return the suggestion
   */
  public static MentionSuggestion user(String id) {
    return new MentionSuggestion(Kind.USER, id, Set.of());
  }

  /**
   * Suggests a group that Liveblocks knows.
   *
   * @param id the group's id
   * @return the suggestion
   */
  public static MentionSuggestion group(String id) {
    return new MentionSuggestion(Kind.GROUP, id, Set.of());
  }

  /**
   * Suggests a group that only the application knows.
   *
   * @param id the group's id
   * @param userIds ids of the users in the group, whom a mention of it notifies
   * @return the suggestion
   */
  public static MentionSuggestion group(String id, Collection<String> userIds) {
    return new MentionSuggestion(Kind.GROUP, id, new LinkedHashSet<>(userIds));
  }

  Map<String, Object> checkedMembers() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kind", kind.json());
    members.put("id", Checks.requireText("id", id));
    if (!userIds.isEmpty()) {
      userIds.forEach(each -> Checks.requireText("userIds", each));
      members.put("userIds", userIds);
    }
    return members;
  }
}
