package io.github.liveblocks4j.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The rule that makes a set of permissions valid, and the one place that knows it. */
public final class PermissionSets {

  private static final Set<String> BASES = Set.of("*", "room");

  /** A scope of older days that Liveblocks takes beside any others, however often. */
  private static final String LEGACY_PRESENCE = "room:presence:write";

  private PermissionSets() {}

  /**
   * Liveblocks' rule for a non-empty set: exactly one base scope ({@code *:…} or its alias {@code
   * room:…}), at most one scope for each other resource.
   *
   * @param where what the message calls the set
   * @param scopes objects whose text form is {@code resource:access}
   * @throws IllegalArgumentException naming the entry that breaks the rule
   */
  public static void requireValid(String where, Collection<?> scopes) {
    Map<String, String> byResource = new HashMap<>();
    for (Object each : scopes) {
      String scope = each.toString();
      if (scope.equals(LEGACY_PRESENCE)) {
        continue;
      }
      String other = byResource.putIfAbsent(resourceOf(scope), scope);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s: '%s' and '%s' speak of the same resource; keep one of them"
                .formatted(where, other, scope));
      }
    }
    if (!byResource.containsKey("*")) {
      throw new IllegalArgumentException(
          "%s: %s lacks a base permission; add *:read or *:write".formatted(where, scopes));
    }
  }

  /** The same rule where an empty set is a valid one. */
  public static void requireValidOrEmpty(String where, Collection<?> scopes) {
    if (!scopes.isEmpty()) {
      requireValid(where, scopes);
    }
  }

  /** The resource a scope speaks of; the two names of the base are one. */
  private static String resourceOf(String scope) {
    String resource = scope.substring(0, scope.lastIndexOf(':'));
    return BASES.contains(resource) ? "*" : resource;
  }
}
