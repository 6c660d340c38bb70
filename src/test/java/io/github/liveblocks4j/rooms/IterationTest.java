package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.testing.Failure;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IterationTest {

  private static final int PAGES = 100;

  private final FakeRooms context = new FakeRooms();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void iterateWhenThereAreManyPagesThenEachIsFetchedOnceWhenNeeded() {
    for (int i = 0; i < PAGES; i++) {
      context.create("r" + i);
    }
    RoomQuery query = RoomQuery.all().pageSize(1);

    int seen = 0;
    for (Room room : context.rooms.iterate(query)) {
      assertThat(room.id()).isEqualTo("r" + (PAGES - ++seen));
      assertThat(context.fake.requests()).hasSize(PAGES + seen);
    }

    assertThat(seen).isEqualTo(PAGES);
    assertThat(context.fake.requests()).hasSize(2 * PAGES);
  }

  @Test
  void iterateWhenThereAreManyPagesThenOnlyOneIsHeld() {
    List<WeakReference<Object>> seen = new ArrayList<>();
    Pages<Object> pages =
        new Pages<>(cursor -> new Page<>(List.of(new Object()), "after " + seen.size()));
    for (int i = 0; i < PAGES; i++) {
      seen.add(new WeakReference<>(pages.next()));
    }

    System.gc();

    assertThat(seen).filteredOn(item -> item.get() != null).hasSizeLessThan(2);
  }

  @Test
  void iterateWhenStoppedThenNoFurtherPageIsFetched() {
    createTen();
    RoomQuery query = RoomQuery.all().pageSize(3);

    int seen = 0;
    for (Room room : context.rooms.iterate(query)) {
      assertThat(room.id()).isNotEmpty();
      if (++seen == 3) {
        break;
      }
    }
    assertThat(context.fake.requests()).hasSize(11);

    assertThat(context.rooms.stream(query).limit(6).map(Room::id))
        .containsExactly("r9", "r8", "r7", "r6", "r5", "r4");
    assertThat(context.fake.requests()).hasSize(13);
    assertThat(context.rooms.stream(query).anyMatch(room -> room.id().equals("r6"))).isTrue();
    assertThat(context.fake.requests()).hasSize(15);
  }

  @Test
  void iterateWhenNotUsedThenNothingIsFetched() {
    Iterable<Room> rooms = context.rooms.iterate(RoomQuery.all());
    Iterator<Room> iterator = rooms.iterator();

    assertThat(context.fake.requests()).isEmpty();
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    assertThat(context.fake.requests()).hasSize(1);
  }

  @Test
  void iterateWhenQueryBeginsLaterThenSoDoesTheList() {
    createTen();
    String cursor = context.rooms.list(RoomQuery.all().pageSize(7)).nextCursor();

    assertThat(
            context.rooms.stream(
                RoomQuery.all().pageSize(2).startingAfter(Objects.requireNonNull(cursor))))
        .extracting(Room::id)
        .containsExactly("r2", "r1", "r0");
  }

  @Test
  void iterateWhenAPageIsEmptyButNotTheLastThenItContinues() {
    context.create("r");
    context.fake.next(Failure.status(200).body("{\"data\":[],\"nextCursor\":null}"));
    assertThat(context.rooms.stream(RoomQuery.all())).isEmpty();

    AtomicInteger page = new AtomicInteger();
    Pages<String> pages =
        new Pages<>(
            cursor ->
                page.incrementAndGet() < 5
                    ? new Page<>(List.of(), "c" + page)
                    : new Page<>(List.of("x"), null));
    assertThat(pages.next()).isEqualTo("x");
    assertThat(pages.hasNext()).isFalse();
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
  @ValueSource(ints = {2, 3, 10})
  void iterateWhenCursorsComeBackThenItEnds(int cycle) {
    AtomicInteger fetched = new AtomicInteger();
    Pages<String> pages =
        new Pages<>(cursor -> new Page<>(List.of("x"), "c" + fetched.incrementAndGet() % cycle));

    assertThatThrownBy(
            () -> pages.forEachRemaining(item -> assertThat(fetched).hasValueLessThan(50)))
        .isInstanceOf(LiveblocksProtocolException.class);
  }

  @Test
  void iterateWhenCursorIsAlwaysTheSameThenItEnds() {
    context.fake.always(
        Failure.status(200).body("{\"data\":[],\"nextCursor\":\"again\"}").onPath("/v2/rooms"));

    assertThatThrownBy(() -> context.rooms.iterate(RoomQuery.all()).iterator().hasNext())
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("does not advance");
    assertThat(context.fake.requests()).hasSize(2);
  }

  @Test
  void iterateWhenThreadIsInterruptedThenItEndsAndTheMarkStays() {
    context.create("r");
    context.fake.always(Failure.hang());
    Iterator<Room> rooms = context.rooms.iterate(RoomQuery.all()).iterator();

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(rooms::hasNext).isInstanceOf(LiveblocksUnavailableException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private void createTen() {
    for (int i = 0; i < 10; i++) {
      context.create("r" + i);
    }
  }
}
