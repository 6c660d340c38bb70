package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.Checks;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Knows who is behind the ids of users and groups, and whom a comment may mention: what {@code
 * resolveUsers}, {@code resolveGroupsInfo} and {@code resolveMentionSuggestions} of the Liveblocks
 * client ask for, by {@link LiveblocksDirectoryServlet}.
 *
 * <p><b>Every signed-in user can send any id, any room and any text.</b> Show the caller only whom
 * the caller may know: users of the same tenant, for example.
 *
 * <p>Looked up like a {@link io.github.liveblocks4j.servlet.UserResolver}: constructor argument,
 * setting {@code userDirectory}, {@code ServletContext} attribute named like this interface, bean
 * of Spring Boot or CDI, {@link java.util.ServiceLoader}.
 *
 * <p>One instance serves all lookups, many at a time: it must be thread-safe, and may block. It
 * runs on the request's thread, with everything that filters and the container bind to it:
 * transactions, CDI's request scope, JNDI names. The page waits for the response; give queries a
 * timeout of a few seconds.
 *
 * <p>A value that cannot be sent concerns its id alone: the id counts as unknown, and a line in the
 * log says why. An exception concerns the whole lookup (500), which pages retry; a directory that
 * asks its source for one id after the other catches what one of them throws.
 */
@FunctionalInterface
public interface UserDirectory {

  /**
   * Returns what the caller may know of users.
   *
   * @param caller the signed-in user who asks
   * @param ids ids of users as they were sent: 1 to 1,000, each of 1 to 512 characters, without
   *     control characters and unpaired surrogates; unmodifiable
   * @return by id; ids that it lacks, or that are null in it, are unknown to the caller, and others
   *     are ignored
   * @throws io.github.liveblocks4j.servlet.AccessDeniedException when this caller must not look up
   *     users (403)
   * @throws Exception when the lookup failed (500)
   */
  Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) throws Exception;

  /**
   * Returns what the caller may know of groups. By default none is known.
   *
   * @param caller the signed-in user who asks
   * @param ids ids of groups, as those of {@link #users}
   * @return by id, as {@link #users}
   * @throws Exception as {@link #users}
   */
  default Map<String, DirectoryEntry> groups(LiveblocksUser caller, Set<String> ids)
      throws Exception {
    return Map.of();
  }

  /**
   * Returns whom the caller may mention in a room. By default no one.
   *
   * <p>Where the application has a {@link io.github.liveblocks4j.servlet.RoomAuthorizer}, it has
   * granted the caller access to this room. Otherwise nothing is known of the room, neither that it
   * exists nor that the caller may enter it: check that before you suggest users.
   *
   * @param caller the signed-in user who asks
   * @param roomId the room: 1 to 128 characters, without control characters and unpaired surrogates
   * @param text what the caller has typed after the {@code @}, to be found in names: empty at
   *     first; at most 128 characters, without control characters and unpaired surrogates
   * @return the best first; the endpoint sends 100 at most
   * @throws Exception as {@link #users}
   */
  default List<MentionSuggestion> suggestMentions(LiveblocksUser caller, String roomId, String text)
      throws Exception {
    return List.of();
  }

  /**
   * A user or group that a comment may mention. Immutable. The page shows the name that {@link
   * UserDirectory#users} or {@link UserDirectory#groups} returns for the id. Ids are checked when
   * they are sent, as the values of a {@link DirectoryEntry} are: one that is blank or not
   * well-formed drops its suggestion, and no other.
   *
   * @param kind whether it is a user or a group
   * @param id the user's or group's id
   * @param userIds the users in the group, where Liveblocks does not know them; empty for a user,
   *     and for a group that {@code liveblocks.groups()} has created; unmodifiable
   */
  record MentionSuggestion(Kind kind, String id, Set<String> userIds) {

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
}
