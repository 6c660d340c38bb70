package io.github.liveblocks4j.testing;

import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** All rooms, or all groups, by id. Thread-safe; every method is one atomic step. */
final class Store {

  /** UTC, always with milliseconds. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final String kind;
  private final Clock clock;
  private final Map<String, Stored> items = new HashMap<>();
  private long created;

  /**
   * An empty store.
   *
   * @param kind {@code Room} or {@code Group}, as error messages have it
   * @param clock what {@link #now} reads
   */
  Store(String kind, Clock clock) {
    this.kind = kind;
    this.clock = clock;
  }

  /** The time as Liveblocks writes it. */
  String now() {
    return TIMESTAMP.format(clock.instant());
  }

  synchronized Optional<Stored> find(String id) {
    return Optional.ofNullable(items.get(id));
  }

  /** Responds with 404 when there is none. */
  Stored get(String id) {
    return find(id).orElseThrow(() -> error(404, "NOT_FOUND", id, "not found"));
  }

  /** Responds with 409 when there is one of the same id already. */
  synchronized Stored create(JsonObject json) {
    requireFree(json.getString("id"));
    Stored item = new Stored(++created, json);
    items.put(item.id(), item);
    return item;
  }

  synchronized Stored update(String id, UnaryOperator<Stored> change) {
    Stored item = change.apply(get(id));
    items.put(id, item);
    return item;
  }

  /** Changes what is there, or else creates it with the change. */
  synchronized Stored upsert(JsonObject initial, UnaryOperator<Stored> change) {
    String id = initial.getString("id");
    Stored item = change.apply(find(id).orElseGet(() -> new Stored(++created, initial)));
    items.put(id, item);
    return item;
  }

  synchronized Stored rename(String id, String newId) {
    Stored item = get(id).with("id", Json.string(newId));
    requireFree(newId);
    items.remove(id);
    items.put(newId, item);
    return item;
  }

  synchronized void delete(String id) {
    items.remove(get(id).id());
  }

  synchronized void clear() {
    items.clear();
  }

  synchronized List<Stored> newestFirst(Predicate<Stored> wanted) {
    return items.values().stream()
        .filter(wanted)
        .sorted(Comparator.comparingLong(Stored::number).reversed())
        .toList();
  }

  private void requireFree(String id) {
    if (items.containsKey(id)) {
      throw error(409, "ALREADY_EXISTS", id, "already exists");
    }
  }

  private ApiException error(int status, String code, String id, String what) {
    return ApiException.of(
        status,
        kind.toUpperCase(Locale.ROOT) + "_" + code,
        kind + " with id \"" + id + "\" " + what + ".");
  }
}
