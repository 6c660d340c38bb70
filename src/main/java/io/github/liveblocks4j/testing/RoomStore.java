package io.github.liveblocks4j.testing;

import io.github.liveblocks4j.testing.StoredRoom.Settings;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rooms, and who is in them. Thread-safe; every method is one atomic step. */
final class RoomStore {

  private final Clock clock;
  private final Map<String, StoredRoom> rooms = new HashMap<>();
  private final Map<String, List<?>> activeUsers = new HashMap<>();
  private long created;

  RoomStore(Clock clock) {
    this.clock = clock;
  }

  /** Answers 409 when there is such a room, unless {@code orGet}: then that one. */
  synchronized StoredRoom create(
      String id, String organizationId, Settings settings, boolean orGet) {
    StoredRoom existing = rooms.get(id);
    if (existing == null) {
      return add(id, organizationId, settings);
    }
    if (!orGet) {
      throw alreadyExists(id);
    }
    return existing;
  }

  synchronized StoredRoom upsert(
      String id, UnaryOperator<Settings> update, String organizationId, Settings initial) {
    StoredRoom existing = rooms.get(id);
    return existing == null ? add(id, organizationId, update.apply(initial)) : update(id, update);
  }

  synchronized StoredRoom update(String id, UnaryOperator<Settings> update) {
    StoredRoom room = get(id);
    StoredRoom updated = room.withSettings(update.apply(room.settings()));
    rooms.put(id, updated);
    return updated;
  }

  /** Answers 404 when there is no such room. */
  synchronized StoredRoom get(String id) {
    return Optional.ofNullable(rooms.get(id))
        .orElseThrow(
            () -> ApiException.of(404, "ROOM_NOT_FOUND", "Room with id \"" + id + "\" not found."));
  }

  synchronized void delete(String id) {
    rooms.remove(get(id).id());
    activeUsers.remove(id);
  }

  synchronized StoredRoom rename(String id, String newId) {
    StoredRoom room = get(id);
    if (rooms.containsKey(newId)) {
      throw alreadyExists(newId);
    }
    StoredRoom renamed = room.withId(newId);
    rooms.remove(id);
    rooms.put(newId, renamed);
    List<?> users = activeUsers.remove(id);
    if (users != null) {
      activeUsers.put(newId, users);
    }
    return renamed;
  }

  synchronized List<StoredRoom> newestFirst() {
    return rooms.values().stream()
        .sorted(Comparator.comparingLong(StoredRoom::number).reversed())
        .toList();
  }

  synchronized void setActiveUsers(String id, List<?> users) {
    activeUsers.put(id, users);
  }

  synchronized List<?> activeUsers(String id) {
    return activeUsers.getOrDefault(get(id).id(), List.of());
  }

  private StoredRoom add(String id, String organizationId, Settings settings) {
    StoredRoom room = new StoredRoom(++created, id, organizationId, clock.instant(), settings);
    rooms.put(id, room);
    return room;
  }

  private static ApiException alreadyExists(String id) {
    return ApiException.of(
        409, "ROOM_ALREADY_EXISTS", "Room with id \"" + id + "\" already exists.");
  }
}
