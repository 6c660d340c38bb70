package io.github.liveblocks4j.auth;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Liveblocks' rules of who may do what, written down from their description: scopes are text here,
 * and levels are numbers, 0 for none to 2 for write, -1 where nothing is stated. Shares no code
 * with {@link PermissionMatrix}.
 */
final class PermissionRules {

  private static final List<String> RESOURCES =
      List.of("*", "storage", "comments", "comments:public", "comments:private", "feeds");

  private static final List<String> LEVELS = List.of("none", "read", "write");
  private static final int NOTHING = -1;

  private PermissionRules() {}

  /** Resolves an ID token: the levels in order, each with the sets that count in it. */
  static Map<String, Integer> ofLevels(List<? extends Collection<List<String>>> levels) {
    return resolved(
        resource -> {
          int last = NOTHING;
          for (Collection<List<String>> level : levels) {
            int stated = strongest(level, resource);
            last = stated == NOTHING ? last : stated;
          }
          return last;
        });
  }

  /** Resolves an access token: patterns in the wire form, and their scopes. */
  static Map<String, Integer> ofPatterns(Map<String, List<String>> patterns, String room) {
    // By what stands before the asterisk: the longer, the more specific.
    TreeMap<Integer, List<List<String>>> matching = new TreeMap<>();
    patterns.forEach(
        (pattern, scopes) -> {
          boolean prefix = pattern.endsWith("*");
          String text = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
          if (prefix ? room.startsWith(text) : room.equals(text)) {
            matching.merge(
                text.length(),
                List.of(scopes),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
          }
        });
    return resolved(
        resource -> {
          List<List<String>> all = matching.values().stream().flatMap(List::stream).toList();
          if (resource.equals("*")) {
            return strongest(all, resource);
          }
          return matching.descendingMap().values().stream()
              .mapToInt(sets -> strongest(sets, resource))
              .filter(stated -> stated != NOTHING)
              .findFirst()
              .orElse(NOTHING);
        });
  }

  private static Map<String, Integer> resolved(ToIntFunction<String> statedOf) {
    Map<String, Integer> resolved = new TreeMap<>();
    int base = statedOf.applyAsInt("*");
    for (String resource : RESOURCES) {
      int stated = statedOf.applyAsInt(resource);
      if (stated == NOTHING && resource.startsWith("comments:")) {
        stated = statedOf.applyAsInt("comments");
      }
      resolved.put(resource, base == NOTHING ? 0 : stated == NOTHING ? base : stated);
    }
    return resolved;
  }

  private static int strongest(Collection<List<String>> sets, String resource) {
    return sets.stream().mapToInt(set -> stated(set, resource)).max().orElse(NOTHING);
  }

  /** What one set states; its comments are its word on both kinds of them. */
  private static int stated(List<String> scopes, String resource) {
    int stated = NOTHING;
    for (String scope : scopes) {
      int colon = scope.lastIndexOf(':');
      String named = scope.substring(0, colon).replaceFirst("^room$", "*");
      int level = LEVELS.indexOf(scope.substring(colon + 1));
      if (named.equals(resource) && !scope.equals("*:none")) {
        stated = Math.max(stated, level);
      }
    }
    return stated == NOTHING && resource.startsWith("comments:")
        ? stated(scopes, "comments")
        : stated;
  }

  /** Whether Liveblocks takes these scopes as those of one grant. */
  static boolean isValid(List<String> scopes) {
    List<String> resources =
        scopes.stream()
            .filter(scope -> !scope.equals("room:presence:write"))
            .map(scope -> scope.substring(0, scope.lastIndexOf(':')).replaceFirst("^room$", "*"))
            .toList();
    return scopes.isEmpty()
        || (resources.contains("*") && resources.size() == resources.stream().distinct().count());
  }
}
