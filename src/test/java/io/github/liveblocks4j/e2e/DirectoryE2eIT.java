package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The real client shows names by the module that the jar serves to pages; PageE2eIT has it at a
 * context path.
 */
class DirectoryE2eIT extends EndToEnd {

  private final Names names = new Names();
  private final Site site = site().names(names);

  private static Map<String, Object> named(String id) {
    return Map.of("name", "Name of " + id);
  }

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
  }

  /** A page in a room, with the module's options. */
  private RealClient enter() {
    RealClient client = open(site.signIn("alice"));
    client.load(site.module());
    client.enter(room, "...liveblocks()");
    return client;
  }

  @Test
  void lookUpWhenTheDirectoryFailsForSomeTimeThenEachIdHasItsName() {
    RealClient alice = enter();
    List<String> ids = IntStream.range(0, 120).mapToObj(i -> "person-" + i).toList();
    String array = ids.stream().collect(Collectors.joining("','", "['", "']"));
    names.failNext(2);

    for (String store : List.of("usersStore", "roomsInfoStore", "groupsInfoStore")) {
      assertThat(alice.value("lookUp('%s', %s)".formatted(store, array)))
          .isEqualTo(ids.stream().map(DirectoryE2eIT::named).toList());
    }
    assertThat(names.lookups()).isEqualTo(2 + 3 * 3); // At most 50 ids each.
    assertThat(alice.value("lookUp('usersStore', ['nobody', 'bob'])"))
        .isEqualTo(Arrays.asList(null, named("bob")));
  }

  @Test
  void suggestWhenTextIsTypedThenEachListIsItsOwn() {
    RealClient alice = enter();
    names.failNext(1);

    Object ids =
        alice.value(
            """
            Promise.all(['', 'a', 'al', 'alix'].map((text) => suggest({ roomId: room.id, text })))
              .then((lists) => lists.map((list) => list.map(({ id }) => id).join()))\
            """);

    assertThat(ids).isEqualTo(List.of("alan,alice,bob", "alan,alice", "alan,alice", ""));
  }

  /** What needs no server and no browser: {@code page-module.test.mjs}. */
  @Test
  void moduleWhenItsTestsRunInNodeThenTheyPass() throws InterruptedException {
    try (ChildProcess tests = new ChildProcess("node", "--test", "page-module.test.mjs")) {
      assertThat(tests.awaitSuccess()).isNotEmpty();
    }
  }
}
