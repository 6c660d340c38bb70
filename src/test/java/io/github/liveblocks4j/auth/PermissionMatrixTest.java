package io.github.liveblocks4j.auth;

import static io.github.liveblocks4j.auth.AccessLevel.NONE;
import static io.github.liveblocks4j.auth.AccessLevel.READ;
import static io.github.liveblocks4j.auth.AccessLevel.WRITE;
import static io.github.liveblocks4j.auth.RoomResource.COMMENTS;
import static io.github.liveblocks4j.auth.RoomResource.FEEDS;
import static io.github.liveblocks4j.auth.RoomResource.PRIVATE_COMMENTS;
import static io.github.liveblocks4j.auth.RoomResource.PUBLIC_COMMENTS;
import static io.github.liveblocks4j.auth.RoomResource.ROOM;
import static io.github.liveblocks4j.auth.RoomResource.STORAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.PermissionMatrix.Grant;
import io.github.liveblocks4j.auth.PermissionMatrix.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PermissionMatrixTest {

  private static final LiveblocksUser ALICE =
      LiveblocksUser.of("alice").groupIds("designers", "staff");

  @Test
  void accessWhenOnlyBaseIsStatedThenItHoldsForEverything() {
    PermissionMatrix matrix = ofDefault(Permission.READ);

    assertThat(matrix.toMap())
        .hasSize(6)
        .allSatisfy(
            (resource, access) -> {
              assertThat(access).isEqualTo(READ);
            });
    assertThat(matrix.why(STORAGE)).hasToString("STORAGE READ: *:read of defaultAccesses");
  }

  @Test
  void accessWhenThereIsNoBaseThenNothingElseCounts() {
    PermissionMatrix matrix = ofDefault(Permission.STORAGE_WRITE);

    assertThat(matrix.toMap())
        .allSatisfy(
            (resource, access) -> {
              assertThat(access).isEqualTo(NONE);
            });
    assertThat(matrix.why(STORAGE))
        .hasToString("STORAGE NONE: there is no base permission (*:read or *:write)");
  }

  @Test
  void accessWhenUserAndGroupsStateThingsThenLaterLevelOverrides() {
    PermissionMatrix matrix =
        PermissionMatrix.of(
            ALICE,
            List.of(Permission.WRITE, Permission.FEEDS_NONE),
            Map.of(
                "designers", List.of(Permission.READ, Permission.COMMENTS_READ),
                "staff", List.of(Permission.READ, Permission.COMMENTS_WRITE),
                "others", List.of(Permission.WRITE)),
            Map.of(
                "alice", List.of(Permission.ROOM_READ, Permission.STORAGE_WRITE),
                "bob", List.of(Permission.WRITE)));

    assertThat(matrix.toMap())
        .isEqualTo(
            Map.of(
                ROOM, READ,
                STORAGE, WRITE,
                COMMENTS, WRITE,
                PUBLIC_COMMENTS, WRITE,
                PRIVATE_COMMENTS, WRITE,
                FEEDS, NONE));
    assertThat(matrix.why(COMMENTS).grants())
        .containsExactly(new Grant(Source.GROUPS_ACCESSES, "staff", Permission.COMMENTS_WRITE));
    assertThat(matrix.why(ROOM)).hasToString("ROOM READ: room:read of usersAccesses 'alice'");
  }

  @Test
  void accessWhenUsersSetIsEmptyThenItTakesNothingAway() {
    PermissionMatrix matrix =
        PermissionMatrix.of(
            ALICE,
            List.of(Permission.READ),
            Map.of("staff", List.of()),
            Map.of("alice", List.of()));

    assertThat(matrix.access(ROOM)).isEqualTo(READ);
  }

  @Test
  void accessWhenLaterLevelStatesCommentsThenEarlierKindsAreOverridden() {
    PermissionMatrix matrix =
        PermissionMatrix.of(
            ALICE,
            List.of(Permission.READ, Permission.PRIVATE_COMMENTS_WRITE),
            Map.of(),
            Map.of("alice", List.of(Permission.READ, Permission.COMMENTS_NONE)));

    assertThat(matrix.access(PRIVATE_COMMENTS)).isEqualTo(NONE);
    assertThat(matrix.why(PRIVATE_COMMENTS))
        .hasToString("PRIVATE_COMMENTS NONE: comments:none of usersAccesses 'alice'");
  }

  @Test
  void allowsWhenOnlyOneKindOfCommentsIsOpenThenCommentsAre() {
    PermissionMatrix matrix =
        ofDefault(Permission.READ, Permission.COMMENTS_NONE, Permission.PUBLIC_COMMENTS_WRITE);

    assertThat(matrix.access(COMMENTS)).isEqualTo(NONE);
    assertThat(matrix.allows(COMMENTS, WRITE)).isTrue();
    assertThat(matrix.allows(PRIVATE_COMMENTS, READ)).isFalse();
    assertThat(matrix.allows(ROOM, READ)).isTrue();
    assertThat(matrix.allows(ROOM, WRITE)).isFalse();
  }

  @Test
  void permissionsInWhenPatternsOverlapThenBaseIsStrongestAndRestIsLongest() {
    Session session =
        Session.none()
            .allowAll(Permission.WRITE, Permission.FEEDS_READ)
            .allowPrefix("acme:", Permission.READ, Permission.STORAGE_NONE)
            .allow("acme:plans", Permission.READ, Permission.STORAGE_READ)
            .allow("other", Permission.WRITE, Permission.STORAGE_WRITE);

    PermissionMatrix matrix = session.permissionsIn("acme:plans");

    assertThat(matrix.access(ROOM)).isEqualTo(WRITE);
    assertThat(matrix.access(STORAGE)).isEqualTo(READ);
    assertThat(matrix.access(FEEDS)).isEqualTo(READ);
    assertThat(matrix.access(COMMENTS)).isEqualTo(WRITE);
    assertThat(matrix.why(STORAGE))
        .hasToString("STORAGE READ: storage:read of room pattern 'acme:plans'");
    assertThat(matrix.why(COMMENTS)).hasToString("COMMENTS WRITE: *:write of room pattern '*'");
  }

  @Test
  void permissionsInWhenPatternsAreOfOneLengthThenStrongestWinsAndBothAreNamed() {
    Session session =
        Session.none()
            .allow("acme", Permission.READ, Permission.STORAGE_READ)
            .allowPrefix("acme", Permission.READ, Permission.STORAGE_WRITE);

    assertThat(session.permissionsIn("acme").access(STORAGE)).isEqualTo(WRITE);
    assertThat(session.permissionsIn("acme").why(ROOM).grants())
        .extracting(Grant::name)
        .containsExactly("acme", "acme*");
    assertThat(session.permissionsIn("acme2").access(STORAGE)).isEqualTo(WRITE);
  }

  @Test
  void permissionsInWhenNoPatternMatchesThenNoAccess() {
    PermissionMatrix matrix =
        Session.none().allowPrefix("acme:", Permission.WRITE).permissionsIn("other");

    assertThat(matrix.allows(ROOM, READ)).isFalse();
    assertThat(matrix)
        .isEqualTo(Session.none().permissionsIn("x"))
        .hasToString(
            "PermissionMatrix{ROOM=NONE, STORAGE=NONE, COMMENTS=NONE, PUBLIC_COMMENTS=NONE,"
                + " PRIVATE_COMMENTS=NONE, FEEDS=NONE}");
  }

  private static PermissionMatrix ofDefault(Permission... permissions) {
    return PermissionMatrix.of(ALICE, List.of(permissions), Map.of(), Map.of());
  }
}
