package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.testing.Failure;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IterationTest {

  @AutoClose private final FakeRooms context = new FakeRooms();

  @Test
  void iterateWhenThereAreManyPagesThenEachIsFetchedOnceWhenNeeded() {
    createTen();
    RoomQuery query = RoomQuery.all().pageSize(3);

    Iterator<Room> rooms = context.rooms.iterate(query).iterator();
    for (int seen = 0; seen < 10; seen++) {
      assertThat(context.requests(10)).hasSize((seen + 2) / 3);
      assertThat(rooms.next().id()).isEqualTo("r" + (9 - seen));
    }
    assertThat(rooms.hasNext()).isFalse();
    assertThatThrownBy(rooms::next).isInstanceOf(NoSuchElementException.class);
    assertThat(context.requests(10)).hasSize(4);

    assertThat(context.rooms.stream(query).limit(6)).hasSize(6);
    assertThat(context.requests(14)).hasSize(2);
    assertThat(context.rooms.stream(query).anyMatch(room -> room.id().equals("r6"))).isTrue();
    assertThat(context.requests(16)).hasSize(2);
  }

  @Test
  void iterateWhenAPageFailsThenItCanBeFetchedAgain() {
    createTen();
    Iterator<Room> rooms = context.rooms.iterate(RoomQuery.all().pageSize(5)).iterator();
    for (int i = 0; i < 5; i++) {
      assertThat(rooms.next().id()).isEqualTo("r" + (9 - i));
    }
    context.fake.next(Failure.malformedBody());

    assertThatThrownBy(rooms::hasNext).isInstanceOf(LiveblocksProtocolException.class);
    assertThat(rooms.next().id()).isEqualTo("r4");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void iterateWhenCursorsComeBackThenItEnds(int cycle) {
    AtomicInteger fetched = new AtomicInteger();
    Pages<String> pages =
        new Pages<>(cursor -> new Page<>(List.of("x"), "c" + fetched.incrementAndGet() % cycle));

    assertThatThrownBy(
            () -> pages.forEachRemaining(item -> assertThat(fetched).hasValueLessThan(50)))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("does not advance");
  }

  private void createTen() {
    for (int i = 0; i < 10; i++) {
      context.create("r" + i);
    }
  }
}
