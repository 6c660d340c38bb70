package io.github.liveblocks4j.internal.web;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code WEB-INF/web.xml} says about logins and filters, as far as the Servlet API does not.
 *
 * @param authMethod of the login-config; null when there is none
 * @param rules the security constraints, one for each URL pattern
 * @param filterMappings the filter mappings, one for each URL pattern
 */
record WebXml(
    @Nullable String authMethod, List<SecurityRule> rules, List<FilterMapping> filterMappings) {

  static final WebXml EMPTY = new WebXml(null, List.of(), List.of());

  /** Who may call. */
  enum Access {
    EVERYBODY,
    SIGNED_IN,
    NOBODY
  }

  /**
   * A URL pattern of a security constraint.
   *
   * @param methods to which it is limited; empty for all
   * @param omittedMethods to which it does not apply
   */
  record SecurityRule(
      String pattern, Set<String> methods, Set<String> omittedMethods, Access access) {

    boolean appliesTo(String method) {
      return methods.isEmpty() ? !omittedMethods.contains(method) : methods.contains(method);
    }
  }

  /**
   * A URL pattern of a filter mapping.
   *
   * @param dispatchers empty for {@code REQUEST} alone
   */
  record FilterMapping(String filter, String pattern, Set<String> dispatchers) {}

  /**
   * A constraint over a path.
   *
   * @param pattern the best match
   */
  record Decision(Access access, String pattern) {}

  /**
   * Decides who may call a path, by the specification's rules: only the constraints with the best
   * matching pattern count, if none of those applies to the method everybody may call, and among
   * several one without auth-constraint lets everybody in, unless another lets in nobody.
   */
  Decision access(String method, String path) {
    String best =
        rules.stream()
            .map(SecurityRule::pattern)
            .filter(pattern -> UrlPattern.covers(pattern, path))
            .max(Comparator.comparingInt(pattern -> UrlPattern.rank(pattern, path)))
            .orElse("");
    List<Access> deciding =
        rules.stream()
            .filter(rule -> rule.pattern().equals(best) && rule.appliesTo(method))
            .map(SecurityRule::access)
            .toList();
    if (deciding.contains(Access.NOBODY)) {
      return new Decision(Access.NOBODY, best);
    }
    return new Decision(
        deciding.isEmpty() || deciding.contains(Access.EVERYBODY)
            ? Access.EVERYBODY
            : Access.SIGNED_IN,
        best);
  }

  /** Returns whether {@code ASYNC} dispatches to a path go through a filter. */
  boolean dispatchesAsync(String filter, String path) {
    return filterMappings.stream()
        .anyMatch(
            mapping ->
                mapping.filter().equals(filter)
                    && mapping.dispatchers().contains("ASYNC")
                    && UrlPattern.covers(mapping.pattern(), path));
  }
}
