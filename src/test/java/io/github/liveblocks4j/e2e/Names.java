package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.directory.UserDirectory.MentionSuggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory in which every id but {@code nobody} is named {@code Name of ID}. */
final class Names implements UserDirectory, RoomDirectory {

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger lookups = new AtomicInteger();

  /** The next lookups fail. */
  void failNext(int count) {
    failures.set(count);
  }

  /** How many lookups there were. */
  int lookups() {
    return lookups.get();
  }

  @Override
  public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
    return named(ids);
  }

  @Override
  public Map<String, DirectoryEntry> groups(LiveblocksUser caller, Set<String> ids) {
    return named(ids);
  }

  @Override
  public Map<String, DirectoryEntry> rooms(LiveblocksUser caller, Set<String> ids) {
    return named(ids);
  }

  private Map<String, DirectoryEntry> named(Set<String> ids) {
    lookUp();
    return ids.stream()
        .filter(id -> !id.equals("nobody"))
        .collect(Collectors.toMap(id -> id, id -> DirectoryEntry.of("Name of " + id)));
  }

  private void lookUp() {
    lookups.incrementAndGet();
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("the database is down (on purpose)");
    }
  }

  @Override
  public List<MentionSuggestion> suggestMentions(
      LiveblocksUser caller, String roomId, String text) {
    lookUp();
    return Stream.of("alan", "alice", "bob")
        .filter(id -> id.startsWith(text))
        .map(MentionSuggestion::user)
        .toList();
  }
}
