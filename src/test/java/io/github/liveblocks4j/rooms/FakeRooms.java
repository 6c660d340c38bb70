package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A fake that dates everything {@link #NOW}, and a client of it. */
final class FakeRooms implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  final FakeLiveblocks fake =
      FakeLiveblocks.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
  final Liveblocks liveblocks =
      Liveblocks.builder()
          .secretKey(fake.secretKey())
          .baseUrl(fake.baseUrl().toString())
          .deadline(Duration.ofMinutes(5))
          .build();
  final Rooms rooms = liveblocks.rooms();
  final Groups groups = liveblocks.groups();

  Room create(String id) {
    return rooms.create(NewRoom.of(id));
  }

  /** Method, path and query of each request since the first {@code skipped}. */
  List<String> requests(int skipped) {
    return fake.requests().stream().skip(skipped).map(RecordedRequest::toString).toList();
  }

  RecordedRequest lastRequest() {
    List<RecordedRequest> all = fake.requests();
    return all.get(all.size() - 1);
  }

  @Override
  public void close() {
    liveblocks.close();
    fake.close();
  }
}
