package io.github.liveblocks4j.auth;

import static io.github.liveblocks4j.auth.RoomResource.COMMENTS;
import static io.github.liveblocks4j.auth.RoomResource.PRIVATE_COMMENTS;
import static io.github.liveblocks4j.auth.RoomResource.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples with their reasons; {@code PermissionsE2eIT} compares any accesses with Liveblocks. */
class PermissionMatrixTest {

  private static final LiveblocksUser ALICE =
      LiveblocksUser.of("alice").groupIds("designers", "staff");

  /** The permissions of everyone, of two groups and of the user, and an access with its reason. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          *:read | `` | `` | `` | STORAGE READ: *:read of defaultAccesses
          *:read | `` | `` | `` | ROOM READ: *:read of defaultAccesses
          storage:write | `` | `` | `` | STORAGE NONE: there is no base permission (*:read or *:write)
          storage:write | `` | `` | `` | ROOM NONE: there is no base permission (*:read or *:write)
          *:write feeds:none | *:read comments:read | *:read comments:write | room:read storage:write | ROOM READ: room:read of usersAccesses 'alice'
          *:write feeds:none | *:read comments:read | *:read comments:write | room:read storage:write | STORAGE WRITE: storage:write of usersAccesses 'alice'
          *:write feeds:none | *:read comments:read | *:read comments:write | room:read storage:write | COMMENTS WRITE: comments:write of groupsAccesses 'staff'
          *:write feeds:none | *:read comments:read | *:read comments:write | room:read storage:write | PUBLIC_COMMENTS WRITE: comments:write of groupsAccesses 'staff'
          *:write feeds:none | *:read comments:read | *:read comments:write | room:read storage:write | FEEDS NONE: feeds:none of defaultAccesses
          *:none | *:write | *:write | `` | ROOM WRITE: *:write of groupsAccesses 'designers', *:write of groupsAccesses 'staff'
          *:read *:write | `` | `` | `` | ROOM WRITE: *:write of defaultAccesses
          *:write comments:none comments:public:read | `` | `` | `` | PUBLIC_COMMENTS READ: comments:public:read of defaultAccesses
          *:write comments:none comments:public:read | `` | `` | `` | PRIVATE_COMMENTS NONE: comments:none of defaultAccesses
          *:read later:write room:presence:write | `` | `` | `` | STORAGE READ: *:read of defaultAccesses
          *:read | *:read feeds:none | *:read feeds:write | `` | FEEDS WRITE: feeds:write of groupsAccesses 'staff'
          `` | `` | storage:write | *:read | STORAGE WRITE: storage:write of groupsAccesses 'staff'
          *:read comments:private:write | `` | `` | *:read comments:none | PRIVATE_COMMENTS NONE: comments:none of usersAccesses 'alice'
          """)
  void whyWhenIdTokenThenLaterLevelOverrides(
      String everyone, String designers, String staff, String alice, String why) {
    PermissionMatrix matrix =
        PermissionMatrix.of(
            ALICE,
            permissions(everyone),
            Map.of(
                "designers", permissions(designers),
                "staff", permissions(staff),
                "others", List.of(Permission.WRITE)),
            Map.of("alice", permissions(alice), "bob", List.of(Permission.WRITE)));

    assertThat(matrix.why(resourceIn(why))).hasToString(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acme:plans | ROOM WRITE: *:write of room pattern '*'
          acme:plans | STORAGE WRITE: storage:write of room pattern 'acme:plans*'
          acme:plans | FEEDS READ: feeds:read of room pattern '*'
          acme:plans2 | COMMENTS WRITE: *:write of room pattern '*'
          acme:plans2 | STORAGE WRITE: storage:write of room pattern 'acme:plans*'
          acme:x | STORAGE NONE: storage:none of room pattern 'acme:*'
          acme:x | PUBLIC_COMMENTS NONE: comments:public:none of room pattern 'acme:*'
          acme:x | PRIVATE_COMMENTS WRITE: *:write of room pattern '*'
          acme:plans | PUBLIC_COMMENTS READ: comments:read of room pattern 'acme:plans'
          other | STORAGE READ: storage:read of room pattern 'other'
          other | ROOM WRITE: *:write of room pattern '*', *:write of room pattern 'other'
          """)
  void whyWhenAccessTokenThenBaseIsStrongestAndRestIsLongest(String roomId, String why) {
    Session session =
        Session.none()
            .allowAll(Permission.WRITE, Permission.FEEDS_READ)
            .allowPrefix(
                "acme:",
                Permission.READ,
                Permission.STORAGE_NONE,
                Permission.of("comments:public:none"))
            .allow("other", Permission.WRITE, Permission.STORAGE_READ)
            .allowPrefix("acme:plans", Permission.READ, Permission.STORAGE_WRITE)
            .allow(
                "acme:plans", Permission.READ, Permission.STORAGE_READ, Permission.COMMENTS_READ);

    assertThat(session.permissionsIn(roomId).why(resourceIn(why))).hasToString(why);
  }

  @Test
  void allowsWhenOnlyOneKindOfCommentsIsOpenThenCommentsAre() {
    PermissionMatrix matrix =
        PermissionMatrix.of(
            ALICE, permissions("*:read comments:none comments:public:write"), Map.of(), Map.of());

    assertThat(matrix.access(COMMENTS)).isEqualTo(AccessLevel.NONE);
    assertThat(matrix.allows(COMMENTS, AccessLevel.WRITE)).isTrue();
    assertThat(matrix.allows(PRIVATE_COMMENTS, AccessLevel.READ)).isFalse();
    assertThat(matrix.allows(ROOM, AccessLevel.READ)).isTrue();
    assertThat(matrix.allows(ROOM, AccessLevel.WRITE)).isFalse();
  }

  private static RoomResource resourceIn(String why) {
    return RoomResource.valueOf(why.substring(0, why.indexOf(' ')));
  }

  private static List<Permission> permissions(String scopes) {
    return Stream.of(scopes.split(" ", -1))
        .filter(scope -> !scope.isEmpty())
        .map(Permission::of)
        .toList();
  }
}
