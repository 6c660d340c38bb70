package io.github.liveblocks4j.testing;

import io.github.liveblocks4j.testing.StoredRoom.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request that set a room's {@link Settings}. Absent members change nothing; a
 * null inside a map removes that entry, and a null {@code defaultAccesses} empties it.
 */
final class RoomPatch {

  private static final List<String> NAMES =
      List.of("defaultAccesses", "usersAccesses", "groupsAccesses", "metadata");

  private final Fields fields;
  private final boolean nullsRemove;

  private RoomPatch(Fields fields, boolean nullsRemove) {
    this.fields = fields;
    this.nullsRemove = nullsRemove;
  }

  /** For a room that is there already: nulls remove. */
  static RoomPatch update(Fields fields) {
    return new RoomPatch(fields, true);
  }

  /** For a new room: there is nothing that a null could remove. */
  static RoomPatch create(Fields fields) {
    return new RoomPatch(fields, false);
  }

  boolean isEmpty() {
    return NAMES.stream().noneMatch(fields::has);
  }

  /** The old settings with the changes; 422 when one is malformed. */
  Settings applyTo(Settings old) {
    return new Settings(
        defaultAccesses(old.defaultAccesses()),
        patch("usersAccesses", old.usersAccesses(), RoomPatch::scopes),
        patch("groupsAccesses", old.groupsAccesses(), RoomPatch::scopes),
        patch("metadata", old.metadata(), RoomPatch::metadata));
  }

  private List<String> defaultAccesses(List<String> old) {
    if (nullsRemove && fields.isNull("defaultAccesses")) {
      return List.of();
    }
    return fields
        .optionalTexts("defaultAccesses")
        .map(scopes -> Scopes.require(Fields.at("defaultAccesses"), scopes))
        .orElse(old);
  }

  private <T> Map<String, T> patch(
      String name, Map<String, T> old, BiFunction<String, @Nullable Object, T> read) {
    Map<String, T> patched = new LinkedHashMap<>(old);
    fields
        .optionalObject(name)
        .ifPresent(
            changes ->
                changes.forEach(
                    (key, value) -> {
                      if (value == null && nullsRemove) {
                        patched.remove(key);
                      } else {
                        patched.put(
                            key,
                            read.apply("Value at keypath '" + name + "." + key + "': ", value));
                      }
                    }));
    return Collections.unmodifiableMap(patched);
  }

  private static List<String> scopes(String where, @Nullable Object value) {
    return Scopes.require(where, Fields.texts(where, value));
  }

  private static Object metadata(String where, @Nullable Object value) {
    return value instanceof String text ? text : Fields.texts(where, value);
  }
}
