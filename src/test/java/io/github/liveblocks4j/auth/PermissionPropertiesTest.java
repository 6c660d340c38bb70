package io.github.liveblocks4j.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares permissions with {@link PermissionRules}, for accesses and sessions at random. */
class PermissionPropertiesTest {

  private static final List<String> GROUPS = List.of("designers", "editors", "guests");
  private static final String ROOM = "acme:plans:1";
  private static final List<String> PATTERNS =
      List.of("*", "a*", "acme:*", "acme:plans*", "acme:plans:1*", "acme:plans:1", "umbrella:*");

  private static Arbitrary<String> scope() {
    return Arbitraries.of(
        "*:read",
        "*:write",
        "room:read",
        "room:write",
        "room:presence:write",
        "storage:none",
        "storage:read",
        "storage:write",
        "comments:none",
        "comments:read",
        "comments:write",
        "comments:public:none",
        "comments:public:read",
        "comments:public:write",
        "comments:private:none",
        "comments:private:read",
        "comments:private:write",
        "feeds:none",
        "feeds:read",
        "feeds:write",
        "later:write");
  }

  /** Any scopes, most of them not valid as one set, as an old room can have them. */
  @Provide
  Arbitrary<List<String>> scopes() {
    return scope().list().uniqueElements().ofMaxSize(5);
  }

  /** A set that can be granted: one base, and at most one scope for a resource. */
  private static Arbitrary<List<String>> grant() {
    return scope().list().uniqueElements().ofMaxSize(7).map(PermissionPropertiesTest::valid);
  }

  private static List<String> valid(List<String> scopes) {
    List<String> valid = new ArrayList<>(List.of("*:read"));
    for (String scope : scopes) {
      List<String> more = new ArrayList<>(valid);
      more.add(scope);
      if (scope.equals("*:write")) {
        valid.set(0, scope);
      } else if (PermissionRules.isValid(more)) {
        valid = more;
      }
    }
    return valid;
  }

  @Provide
  Arbitrary<Map<String, List<String>>> groupsAccesses() {
    return Arbitraries.maps(Arbitraries.of(GROUPS), scope().list().uniqueElements().ofMaxSize(5));
  }

  @Provide
  Arbitrary<Set<String>> groups() {
    return Arbitraries.of(GROUPS).set();
  }

  @Provide
  Arbitrary<Map<String, List<String>>> grants() {
    return Arbitraries.maps(Arbitraries.of(PATTERNS), grant());
  }

  @Property
  void permissionsOfIdTokenAreThoseOfTheRules(
      @ForAll("scopes") List<String> everyone,
      @ForAll("groupsAccesses") Map<String, List<String>> groups,
      @ForAll("scopes") List<String> own,
      @ForAll("groups") Set<String> memberOf) {
    PermissionMatrix matrix =
        PermissionMatrix.of(
            LiveblocksUser.of("alice").groupIds(memberOf),
            permissions(everyone),
            permissions(groups),
            Map.of("alice", permissions(own), "bob", List.of(Permission.WRITE)));

    Map<String, List<String>> counting = new TreeMap<>(groups);
    counting.keySet().retainAll(memberOf);
    assertThat(levels(matrix))
        .isEqualTo(
            PermissionRules.ofLevels(List.of(List.of(everyone), counting.values(), List.of(own))));
  }

  @Property
  void permissionsOfAccessTokenAreThoseOfTheRules(
      @ForAll("grants") Map<String, List<String>> grants) {
    Session session = Session.none();
    for (Map.Entry<String, List<String>> grant : grants.entrySet()) {
      session = allow(session, grant.getKey(), grant.getValue());
    }

    assertThat(session.toPermissions()).isEqualTo(grants);
    assertThat(levels(session.permissionsIn(ROOM)))
        .isEqualTo(PermissionRules.ofPatterns(grants, ROOM));
  }

  @Property
  void setIsValidWhereTheRulesSaySo(@ForAll("scopes") List<String> scopes) {
    if (PermissionRules.isValid(scopes) && !scopes.isEmpty()) {
      assertThat(allow(Session.none(), "r", scopes).toPermissions()).isEqualTo(Map.of("r", scopes));
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> allow(Session.none(), "r", scopes));
    }
  }

  @Property
  void whyNamesOnlyWhatWasGranted(
      @ForAll("scopes") List<String> everyone, @ForAll("scopes") List<String> own) {
    PermissionMatrix matrix =
        PermissionMatrix.of(
            LiveblocksUser.of("alice"),
            permissions(everyone),
            Map.of(),
            Map.of("alice", permissions(own)));

    for (RoomResource resource : RoomResource.values()) {
      PermissionMatrix.Decision why = matrix.why(resource);
      assertThat(why.access()).isEqualTo(matrix.access(resource));
      for (PermissionMatrix.Grant grant : why.grants()) {
        boolean ofUser = grant.source() == PermissionMatrix.Source.USERS_ACCESSES;
        assertThat(ofUser ? own : everyone).contains(grant.permission().scope());
        assertThat(grant.permission().scope()).endsWith(":" + why.access().word());
      }
    }
  }

  private static Session allow(Session session, String pattern, List<String> scopes) {
    Permission[] permissions = permissions(scopes).toArray(Permission[]::new);
    if (pattern.equals("*")) {
      return session.allowAll(permissions);
    }
    return pattern.endsWith("*")
        ? session.allowPrefix(pattern.substring(0, pattern.length() - 1), permissions)
        : session.allow(pattern, permissions);
  }

  private static List<Permission> permissions(List<String> scopes) {
    return scopes.stream().map(Permission::of).toList();
  }

  private static Map<String, List<Permission>> permissions(Map<String, List<String>> scopes) {
    Map<String, List<Permission>> permissions = new TreeMap<>();
    scopes.forEach((id, each) -> permissions.put(id, permissions(each)));
    return permissions;
  }

  private static Map<String, Integer> levels(PermissionMatrix matrix) {
    Map<String, Integer> levels = new TreeMap<>();
    levels.put("*", level(matrix, RoomResource.ROOM));
    levels.put("storage", level(matrix, RoomResource.STORAGE));
    levels.put("comments", level(matrix, RoomResource.COMMENTS));
    levels.put("comments:public", level(matrix, RoomResource.PUBLIC_COMMENTS));
    levels.put("comments:private", level(matrix, RoomResource.PRIVATE_COMMENTS));
    levels.put("feeds", level(matrix, RoomResource.FEEDS));
    return levels;
  }

  private static int level(PermissionMatrix matrix, RoomResource resource) {
    return List.of(AccessLevel.NONE, AccessLevel.READ, AccessLevel.WRITE)
        .indexOf(matrix.access(resource));
  }
}
