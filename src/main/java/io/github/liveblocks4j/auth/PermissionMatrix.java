package io.github.liveblocks4j.auth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one user may do in one room, per resource, and why: resolved as Liveblocks does, without a
 * call. Immutable.
 *
 * <p>Get one from {@code RoomAccesses.permissionsOf(user)} (ID tokens) or {@link
 * Session#permissionsIn} (access tokens). Organizations are ignored: an ID token of another
 * organization opens no room, whatever its accesses say.
 */
public final class PermissionMatrix {

  /** Where a permission comes from. */
  public enum Source {
    /** The room's {@code defaultAccesses}. */
    DEFAULT_ACCESSES,
    /** The room's {@code groupsAccesses}. */
    GROUPS_ACCESSES,
    /** The room's {@code usersAccesses}. */
    USERS_ACCESSES,
    /** A room pattern of an access token. */
    ROOM_PATTERN
  }

  /**
   * One permission, and who gave it to whom.
   *
   * @param source where it comes from
   * @param name the group's id, the user's id or the pattern; empty for the default accesses
   * @param permission the permission
   */
  public record Grant(Source source, String name, Permission permission) {

    /** Returns for example {@code comments:write of groupsAccesses 'designers'}. */
    @Override
    public String toString() {
      return switch (source) {
        case DEFAULT_ACCESSES -> permission + " of defaultAccesses";
        case GROUPS_ACCESSES -> permission + " of groupsAccesses '" + name + "'";
        case USERS_ACCESSES -> permission + " of usersAccesses '" + name + "'";
        case ROOM_PATTERN -> permission + " of room pattern '" + name + "'";
      };
    }
  }

  /**
   * The access to one resource, and why it is so.
   *
   * @param resource the resource
   * @param access the access
   * @param grants the permissions that decided, more than one where they agree. They may speak of
   *     another resource, whose access this one shares: {@code *:read} decides on storage where
   *     nothing else is said of it. Empty when there is no base permission, and so no access
   */
  public record Decision(RoomResource resource, AccessLevel access, List<Grant> grants) {

    /** Copies the list. */
    public Decision {
      grants = List.copyOf(grants);
    }

    /** Returns a sentence for a log or the failure of a test. */
    @Override
    public String toString() {
      return resource
          + " "
          + access
          + ": "
          + (grants.isEmpty()
              ? "there is no base permission (*:read or *:write)"
              : grants.stream().map(Grant::toString).collect(Collectors.joining(", ")));
    }
  }

  private final Map<RoomResource, Decision> decisions;

  private PermissionMatrix(Map<RoomResource, Decision> stated) {
    Map<RoomResource, Decision> complete = new EnumMap<>(RoomResource.class);
    Decision base = stated.get(RoomResource.ROOM);
    for (RoomResource resource : RoomResource.values()) {
      Decision decision = stated.get(resource);
      if (base == null) {
        decision = new Decision(resource, AccessLevel.NONE, List.of());
      } else if (decision == null) {
        // The fallback stands earlier in the enum, and so is complete.
        decision = resource.fallback().map(complete::get).orElse(base);
      }
      complete.put(resource, new Decision(resource, decision.access(), decision.grants()));
    }
    this.decisions = Collections.unmodifiableMap(complete);
  }

  /**
   * Returns what a user with an ID token may do: default accesses, then those of the user's groups,
   * then those of the user; a later level that says something of a resource overrides an earlier
   * one. Among groups the strongest wins. An empty set states nothing and takes nothing away.
   *
   * @param user the user, with groups
   * @param defaultAccesses the room's permissions for everyone
   * @param groupsAccesses the room's permissions by group id
   * @param usersAccesses the room's permissions by user id
   * @return the matrix
   */
  public static PermissionMatrix of(
      LiveblocksUser user,
      Collection<Permission> defaultAccesses,
      Map<String, ? extends Collection<Permission>> groupsAccesses,
      Map<String, ? extends Collection<Permission>> usersAccesses) {
    Map<RoomResource, Decision> stated = new EnumMap<>(RoomResource.class);
    stated.putAll(stated(Source.DEFAULT_ACCESSES, "", defaultAccesses));
    Map<RoomResource, Decision> groups = new EnumMap<>(RoomResource.class);
    for (String id : user.groupIds()) {
      Collection<Permission> permissions = groupsAccesses.get(id);
      if (permissions != null) {
        strengthen(groups, stated(Source.GROUPS_ACCESSES, id, permissions));
      }
    }
    stated.putAll(groups);
    Collection<Permission> own = usersAccesses.get(user.userId());
    if (own != null) {
      stated.putAll(stated(Source.USERS_ACCESSES, user.userId(), own));
    }
    return new PermissionMatrix(stated);
  }

  /** Resolves an access token: the longest pattern wins, but the base is the strongest of all. */
  static PermissionMatrix of(Session session, String roomId) {
    Map<Integer, Map<RoomResource, Decision>> byLength = new TreeMap<>();
    Map<RoomResource, Decision> base = new EnumMap<>(RoomResource.class);
    session
        .grants()
        .forEach(
            (pattern, permissions) -> {
              if (pattern.matches(roomId)) {
                Map<RoomResource, Decision> of =
                    stated(Source.ROOM_PATTERN, pattern.toString(), permissions);
                strengthen(base, of);
                strengthen(
                    byLength.computeIfAbsent(
                        pattern.text().length(), length -> new EnumMap<>(RoomResource.class)),
                    of);
              }
            });
    Map<RoomResource, Decision> stated = new EnumMap<>(RoomResource.class);
    byLength.values().forEach(stated::putAll);
    stated.keySet().remove(RoomResource.ROOM);
    base.keySet().retainAll(List.of(RoomResource.ROOM));
    stated.putAll(base);
    return new PermissionMatrix(stated);
  }

  /** Returns what one set states. What it states for comments holds for both kinds of them. */
  private static Map<RoomResource, Decision> stated(
      Source source, String name, Collection<Permission> permissions) {
    Map<RoomResource, Decision> stated = new EnumMap<>(RoomResource.class);
    for (Permission permission : permissions) {
      RoomResource.meaningOf(permission)
          .ifPresent(
              meaning ->
                  stated.merge(
                      meaning.resource(),
                      new Decision(
                          meaning.resource(),
                          meaning.access(),
                          List.of(new Grant(source, name, permission))),
                      PermissionMatrix::stronger));
    }
    Decision comments = stated.get(RoomResource.COMMENTS);
    if (comments != null) {
      stated.putIfAbsent(RoomResource.PUBLIC_COMMENTS, comments);
      stated.putIfAbsent(RoomResource.PRIVATE_COMMENTS, comments);
    }
    return stated;
  }

  private static void strengthen(
      Map<RoomResource, Decision> decisions, Map<RoomResource, Decision> more) {
    more.forEach(
        (resource, decision) -> decisions.merge(resource, decision, PermissionMatrix::stronger));
  }

  private static Decision stronger(Decision one, Decision other) {
    int order = one.access().compareTo(other.access());
    if (order != 0) {
      return order > 0 ? one : other;
    }
    List<Grant> both = new ArrayList<>(one.grants());
    both.addAll(other.grants());
    return new Decision(one.resource(), one.access(), both);
  }

  /**
   * Returns the access to a resource.
   *
   * @param resource the resource
   * @return the access; {@link AccessLevel#NONE} to everything for a user who cannot enter
   */
  public AccessLevel access(RoomResource resource) {
    return why(resource).access();
  }

  /**
   * Returns whether the user may do something. {@link RoomResource#COMMENTS} are allowed when
   * comments of either kind are, as in Liveblocks' own client.
   *
   * @param resource the resource
   * @param required the access that is required
   * @return true when the access is the same or stronger
   */
  public boolean allows(RoomResource resource, AccessLevel required) {
    return access(resource).includes(required)
        || (resource == RoomResource.COMMENTS
            && (access(RoomResource.PUBLIC_COMMENTS).includes(required)
                || access(RoomResource.PRIVATE_COMMENTS).includes(required)));
  }

  /**
   * Explains the access to a resource.
   *
   * @param resource the resource
   * @return the access with the permissions that decided
   */
  public Decision why(RoomResource resource) {
    return Objects.requireNonNull(decisions.get(resource));
  }

  /**
   * Returns the accesses to all resources.
   *
   * @return an unmodifiable map with every resource, in their order
   */
  public Map<RoomResource, AccessLevel> toMap() {
    Map<RoomResource, AccessLevel> accesses = new EnumMap<>(RoomResource.class);
    decisions.forEach((resource, decision) -> accesses.put(resource, decision.access()));
    return Collections.unmodifiableMap(accesses);
  }

  /** Two matrices are equal when the accesses are, and the reasons for them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PermissionMatrix matrix && decisions.equals(matrix.decisions);
  }

  @Override
  public int hashCode() {
    return decisions.hashCode();
  }

  /** Returns the accesses; {@link #why} has the reasons. */
  @Override
  public String toString() {
    return "PermissionMatrix" + toMap();
  }

  /** How far a user may go with a {@link RoomResource}, weakest first. */
  public enum AccessLevel {
    /** Cannot see it. */
    NONE,
    /** Can see it, and not change it. */
    READ,
    /** Can see and change it. */
    WRITE;

    /** Returns the second part of a scope. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns whether this level is enough where another one is required.
     *
     * @param required the level that is required
     * @return true when this level is the same or stronger
     */
    public boolean includes(AccessLevel required) {
      return compareTo(required) >= 0;
    }
  }
}
