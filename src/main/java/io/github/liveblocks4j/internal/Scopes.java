package io.github.liveblocks4j.internal;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Checks permission scopes, such as {@code comments:read}, alone and as a set. */
public final class Scopes {

  private static final Pattern SCOPE =
      Pattern.compile("(?=[A-Za-z*])(?:[A-Za-z0-9*._-]*+:)++[a-z]++");
  private static final int MAX_LENGTH = 128;

  private static final String BASE = "*";

  private Scopes() {}

  /** Returns whether a scope looks like {@code resource:access}. */
  public static boolean isWellFormed(String scope) {
    return scope.length() <= MAX_LENGTH && SCOPE.matcher(scope).matches();
  }

  /**
   * Returns permissions as an unmodifiable set in the order given: none at all, or exactly one base
   * permission and at most one for each other resource. Liveblocks rejects anything else.
   */
  public static <P> Set<P> requireValid(
      String name, List<P> permissions, Function<P, String> scopeOf) {
    Map<String, P> byResource = new HashMap<>();
    for (P permission : permissions) {
      String scope = scopeOf.apply(permission);
      // Liveblocks accepts this legacy scope beside any others, however often.
      if (scope.equals("room:presence:write")) {
        continue;
      }
      P other = byResource.putIfAbsent(resource(scope), permission);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s: '%s' and '%s' concern the same resource; keep one of them"
                .formatted(name, other, permission));
      }
    }
    if (!permissions.isEmpty() && !byResource.containsKey(BASE)) {
      throw new IllegalArgumentException(
          "%s: %s lacks a base permission; add *:read or *:write".formatted(name, permissions));
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(permissions));
  }

  /** Returns the resource that a scope concerns; the two names of the base are one. */
  private static String resource(String scope) {
    String resource = scope.substring(0, scope.lastIndexOf(':'));
    return resource.equals("room") ? BASE : resource;
  }
}
