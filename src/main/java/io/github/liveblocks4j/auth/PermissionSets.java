package io.github.liveblocks4j.auth;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The rule that makes a set of permissions valid, and the one place that knows it. */
final class PermissionSets {

  private static final Set<String> BASES = Set.of("*", "room");

  private PermissionSets() {}

  /**
   * Liveblocks' rule for a non-empty set: exactly one base scope ({@code *:…} or its alias {@code
   * room:…}), at most one scope for each other resource.
   *
   * @throws IllegalArgumentException naming the entry that breaks the rule
   */
  static void requireValid(String where, Collection<Permission> permissions) {
    Map<String, Permission> byResource = new HashMap<>();
    for (Permission permission : permissions) {
      Permission other = byResource.putIfAbsent(resourceOf(permission), permission);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s: '%s' and '%s' speak of the same resource; keep one of them"
                .formatted(where, other, permission));
      }
    }
    if (!byResource.containsKey("*")) {
      throw new IllegalArgumentException(
          "%s: %s lacks a base permission; add *:read or *:write".formatted(where, permissions));
    }
  }

  /** The resource a scope speaks of; the two names of the base are one. */
  private static String resourceOf(Permission permission) {
    String scope = permission.scope();
    String resource = scope.substring(0, scope.lastIndexOf(':'));
    return BASES.contains(resource) ? "*" : resource;
  }
}
