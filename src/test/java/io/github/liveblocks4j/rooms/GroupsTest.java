package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.testing.Failure;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private final FakeRooms context = new FakeRooms();
  private final Groups groups = context.groups;

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void createWhenNewThenGroupIsAsAskedFor() {
    Group group = groups.create(NewGroup.of("a/g", "alice", "bob").organizationId("acme"));

    assertThat(group)
        .isEqualTo(
            new Group(
                "a/g",
                "acme",
                FakeRooms.NOW,
                FakeRooms.NOW,
                List.of(
                    new Group.Member("alice", FakeRooms.NOW),
                    new Group.Member("bob", FakeRooms.NOW))));
    assertThat(groups.get("a/g")).isEqualTo(group);
    assertThat(groups.async().get("a/g").join()).isEqualTo(group);
    assertThat(groups.async().create(NewGroup.of("g")).join().memberIds()).isEmpty();
    assertThat(context.lastRequest().body()).isEqualTo("{\"id\":\"g\"}");
  }

  @Test
  void createWhenGroupExistsThenConflict() {
    Group unused = groups.create(NewGroup.of("g"));

    assertThatThrownBy(() -> groups.create(NewGroup.of("g")))
        .isInstanceOfSatisfying(
            LiveblocksApiException.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(409);
              assertThat(failure.code()).contains("GROUP_ALREADY_EXISTS");
            });
  }

  @Test
  void membersWhenAddedAndRemovedThenGroupTells() {
    Group unused = groups.create(NewGroup.of("g", "a"));

    assertThat(groups.addMembers("g", List.of("b", "a")).memberIds()).containsExactly("a", "b");
    assertThat(groups.removeMembers("g", List.of("a", "x")).memberIds()).containsExactly("b");
    assertThat(groups.async().addMembers("g", List.of("c")).join().memberIds())
        .containsExactly("b", "c");
    assertThat(groups.async().removeMembers("g", List.of("c")).join().memberIds())
        .containsExactly("b");
    assertThatThrownBy(() -> groups.addMembers("g", List.of(" ")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addMembersWhenResponseIsLostThenRetried() {
    Group unused = groups.create(NewGroup.of("g"));
    context.fake.next(Failure.lostResponse());

    assertThat(groups.addMembers("g", List.of("a")).memberIds()).containsExactly("a");
  }

  @Test
  void findAndDeleteWhenGroupIsThereOrNotThenTheySay() {
    Group group = groups.create(NewGroup.of("g"));

    assertThat(groups.find("g")).contains(group);
    assertThat(groups.delete("g")).isTrue();
    assertThat(groups.async().delete("g").join()).isFalse();
    assertThat(groups.async().find("g").join()).isEmpty();
    assertThatThrownBy(() -> groups.get("g"))
        .isInstanceOfSatisfying(
            LiveblocksApiException.class,
            failure -> assertThat(failure.code()).contains("GROUP_NOT_FOUND"));
  }

  @Test
  void listWhenManyThenPagedAndByUser() {
    for (int i = 0; i < 45; i++) {
      Group unused = groups.create(NewGroup.of("g" + i, i % 2 == 0 ? "even" : "o/dd"));
    }

    Page<Group> first = groups.list(PageRequest.first().pageSize(40));
    assertThat(first.items()).hasSize(40);
    assertThat(
            groups
                .async()
                .list(PageRequest.first().startingAfter(Objects.requireNonNull(first.nextCursor())))
                .join()
                .items())
        .extracting(Group::id)
        .containsExactly("g4", "g3", "g2", "g1", "g0");
    assertThat(groups.iterate()).hasSize(45);
    assertThat(groups.iterateByUser("o/dd"))
        .hasSize(22)
        .allSatisfy(group -> assertThat(group.memberIds()).containsExactly("o/dd"));
    assertThat(groups.listByUser("even", PageRequest.first().pageSize(2)).items())
        .extracting(Group::id)
        .containsExactly("g44", "g42");
    assertThat(groups.async().listByUser("nobody", PageRequest.first()).join().items()).isEmpty();
  }

  @Test
  void argumentsWhenBlankOrOutOfRangeThenRefused() {
    assertThatThrownBy(() -> groups.get(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> groups.iterateByUser(".."))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PageRequest.first().pageSize(101))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PageRequest.first().startingAfter(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NewGroup.of("g", "")).isInstanceOf(IllegalArgumentException.class);
  }
}
