package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.directory.UserDirectory.MentionSuggestion;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Masking;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what directories return. The client caches the failure of a batch, for every id in it, so
 * an entry that cannot be written concerns itself alone. Thread-safe.
 *
 * @param endpoint its name in the log
 */
record EntryWriter(String endpoint, Json json, LogThrottle throttle) {

  /** Of one entry, in characters of JSON. */
  private static final int MAX_LENGTH = 16_384;

  // More than 50 entries of the largest kind, which is what the client asks for. Bounded, so that a
  // small request cannot cause a huge response.
  private static final int MAX_TOTAL = 1024 * 1024;
  private static final int MAX_SUGGESTIONS = 100;

  /** Writes the entries in the length and order of the ids, null for the unknown. */
  String entries(List<String> ids, @Nullable Map<String, DirectoryEntry> found) {
    Map<String, DirectoryEntry> known =
        Objects.requireNonNull(found, "the directory returned null instead of a map");
    StringJoiner array = array();
    for (String id : ids) {
      DirectoryEntry entry = known.get(id);
      String json = entry == null ? null : written(id, entry::checkedMembers, array.length());
      array.add(String.valueOf(json));
    }
    return array.toString();
  }

  /** Writes the first suggestions. */
  String suggestions(@Nullable List<MentionSuggestion> found) {
    StringJoiner array = array();
    Objects.requireNonNull(found, "the directory returned null instead of a list").stream()
        .limit(MAX_SUGGESTIONS)
        .map(suggestion -> written(suggestion.id(), suggestion::checkedMembers, array.length()))
        .filter(Objects::nonNull)
        .forEach(array::add);
    return array.toString();
  }

  private static StringJoiner array() {
    return new StringJoiner(",", "[", "]");
  }

  /** Returns the JSON of an entry; null when it cannot be sent. */
  private @Nullable String written(
      String id, Supplier<Map<String, Object>> members, int lengthBefore) {
    try {
      String text = json.writeAny("it", members.get());
      if (text.length() > MAX_LENGTH || lengthBefore + text.length() > MAX_TOTAL) {
        throw new IllegalArgumentException(
            "it has %s characters of JSON; an entry may have %s, all entries together %s"
                .formatted(text.length(), MAX_LENGTH, MAX_TOTAL));
      }
      return text;
    } catch (RuntimeException | Error e) {
      throttle.log(
          Level.WARNING,
          "directory_entry",
          // The application has returned the id, so it is not just any text of the request.
          () ->
              "%s leaves out what the directory returned for %s: %s"
                  .formatted(
                      endpoint,
                      Masking.quoted(String.valueOf(id)),
                      Masking.line(String.valueOf(e.getMessage()), 500)),
          e);
      return null;
    }
  }
}
