package io.github.liveblocks4j.auth;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The permissions that somebody has in a room: either none, or exactly one base permission ({@link
 * Permission#READ} or {@link Permission#WRITE}, or the legacy alias of one) and at most one for
 * each other resource. An unmodifiable set, in the order given.
 *
 * <p>Liveblocks refuses any other combination, so {@link #of} and {@link #copyOf} do. What
 * Liveblocks returns may be older than that rule: {@link #lenient} takes it as it is.
 */
public final class PermissionSet extends AbstractSet<Permission> {

  private static final PermissionSet NONE = new PermissionSet(Set.of());

  private final Set<Permission> permissions;

  private PermissionSet(Set<Permission> permissions) {
    this.permissions = Collections.unmodifiableSet(permissions);
  }

  /**
   * Returns the set without permissions: no access, as far as this set decides.
   *
   * @return the empty set
   */
  public static PermissionSet none() {
    return NONE;
  }

  /**
   * Returns the set of these permissions.
   *
   * @param permissions none at all; otherwise exactly one base permission, and at most one for each
   *     other resource
   * @return the set
   * @throws IllegalArgumentException when Liveblocks would refuse the combination; the message
   *     names the permissions at fault
   */
  public static PermissionSet of(Permission... permissions) {
    return copyOf(Arrays.asList(permissions));
  }

  /**
   * Returns the set of permissions that were put together elsewhere.
   *
   * @param permissions none at all; otherwise exactly one base permission, and at most one for each
   *     other resource
   * @return the set
   * @throws IllegalArgumentException when Liveblocks would refuse the combination; the message
   *     names the permissions at fault
   */
  public static PermissionSet copyOf(Collection<Permission> permissions) {
    if (permissions.isEmpty()) {
      return NONE;
    }
    requireValid(permissions);
    return new PermissionSet(new LinkedHashSet<>(permissions));
  }

  /**
   * Returns the set that Liveblocks holds, whether today's rule allows it or not. Scopes that do
   * not look like {@code resource:access} are left out: a form of tomorrow must not hide a whole
   * room.
   *
   * @param scopes the scopes as they travel
   * @return the set
   */
  public static PermissionSet lenient(Collection<String> scopes) {
    Set<Permission> permissions = new LinkedHashSet<>();
    for (String scope : scopes) {
      if (Permission.isWellFormed(scope)) {
        permissions.add(new Permission(scope));
      }
    }
    return new PermissionSet(permissions);
  }

  private static void requireValid(Collection<Permission> permissions) {
    Map<String, Permission> byResource = new HashMap<>();
    for (Permission permission : permissions) {
      // Liveblocks accepts this legacy scope beside any others, however often.
      if (permission.equals(Permission.ROOM_PRESENCE_WRITE)) {
        continue;
      }
      Permission other = byResource.putIfAbsent(permission.resource(), permission);
      if (other != null) {
        throw new IllegalArgumentException(
            "'%s' and '%s' concern the same resource; keep one of them"
                .formatted(other, permission));
      }
    }
    if (!byResource.containsKey(Permission.READ.resource())) {
      throw new IllegalArgumentException(
          permissions + " lacks a base permission; add *:read or *:write");
    }
  }

  /**
   * Returns the permissions as they travel.
   *
   * @return the scopes, in the order of this set
   */
  public List<String> scopes() {
    return permissions.stream().map(Permission::scope).toList();
  }

  @Override
  public boolean contains(Object permission) {
    return permissions.contains(permission);
  }

  @Override
  public Iterator<Permission> iterator() {
    return permissions.iterator();
  }

  @Override
  public int size() {
    return permissions.size();
  }
}
