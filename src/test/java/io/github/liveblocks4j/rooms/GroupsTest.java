package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class GroupsTest {

  @AutoClose private final FakeRooms context = new FakeRooms();
  private final Groups groups = context.groups;

  @Test
  void createWhenNewThenGroupIsAsRequested() {
    Group group = groups.create(NewGroup.of("a/g", "alice", "bob").organizationId("acme"));

    assertThat(group)
        .isEqualTo(
            new Group(
                "a/g",
                "acme",
                FakeRooms.NOW,
                FakeRooms.NOW,
                Set.of("mention"),
                List.of(
                    new Group.Member("alice", FakeRooms.NOW),
                    new Group.Member("bob", FakeRooms.NOW)),
                group.json()));
    assertThat(group.json()).contains("\"tenantId\":\"acme\"");
    assertThat(group.toString()).endsWith("members=[alice, bob]]");
    assertThat(groups.get("a/g")).isEqualTo(group);
    assertThat(groups.find("a/g")).contains(group);
  }

  @Test
  void getWhenScopesAreNoneOrMoreThenTheGroupHasThem() {
    String group =
        "{\"id\":\"g\",\"createdAt\":\"2026-11-23T12:00:00Z\",\"scopes\":%s,\"members\":[]}";
    context.fake.next(
        Failure.status(200).body(group.formatted("{\"mention\":false,\"assign\":true}")),
        Failure.status(200).body(group.formatted("null")));

    assertThat(groups.get("g").scopes()).containsExactly("assign");
    assertThat(groups.get("g").scopes()).isEmpty();
  }

  @Test
  void membersWhenAddedAndRemovedThenGroupHasTheRestUntilDeleted() {
    Group unused = groups.create(NewGroup.of("g", "a"));

    assertThat(groups.addMembers("g", List.of("b", "a")).memberIds()).containsExactly("a", "b");
    assertThat(groups.removeMembers("g", List.of("a", "x")).memberIds()).containsExactly("b");

    assertThat(groups.delete("g")).isTrue();
    assertThat(groups.delete("g")).isFalse();
    assertThat(groups.find("g")).isEmpty();
  }

  @Test
  void listWhenManyThenPagedAndByUser() {
    for (int i = 0; i < 45; i++) {
      Group unused = groups.create(NewGroup.of("g" + i, i % 2 == 0 ? "even" : "o/dd"));
    }

    Page<Group> first = groups.list(40, null);
    String cursor = Objects.requireNonNull(first.nextCursor());
    assertThat(first.items()).hasSize(40);
    assertThat(groups.list(20, cursor).items())
        .extracting(Group::id)
        .containsExactly("g4", "g3", "g2", "g1", "g0");
    assertThat(groups.iterate()).hasSize(45);
    assertThat(groups.iterateByUser("o/dd"))
        .hasSize(22)
        .allSatisfy(group -> assertThat(group.memberIds()).containsExactly("o/dd"));
    assertThat(groups.listByUser("even", 2, null).items())
        .extracting(Group::id)
        .containsExactly("g44", "g42");
    assertThat(groups.listByUser("unknown", 20, null).items()).isEmpty();
  }
}
