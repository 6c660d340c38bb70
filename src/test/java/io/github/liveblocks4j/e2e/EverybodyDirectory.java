package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.GroupInfo;
import io.github.liveblocks4j.directory.LiveblocksDirectoryServlet;
import io.github.liveblocks4j.directory.MentionSuggestion;
import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.RoomInfo;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.directory.UserInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everybody and everything is {@code Name of ID}, except {@code nobody}; the people of a room are
 * three, and a group.
 */
final class EverybodyDirectory implements UserDirectory, RoomDirectory {

  static final String PATH = "/api/liveblocks-directory";

  private final AtomicInteger largestBatch = new AtomicInteger();

  /** The largest number of ids that came in one request. */
  int largestBatch() {
    return largestBatch.get();
  }

  /** The endpoint, for the users who signed in on the page. */
  LiveblocksDirectoryServlet servlet() {
    return new LiveblocksDirectoryServlet(new SessionUsers(), this, this);
  }

  @Override
  public Map<String, UserInfo> users(LiveblocksUser caller, Set<String> ids) {
    return named(ids, UserInfo::of);
  }

  @Override
  public Map<String, GroupInfo> groups(LiveblocksUser caller, Set<String> ids) {
    return named(ids, GroupInfo::of);
  }

  @Override
  public Map<String, RoomInfo> rooms(LiveblocksUser caller, Set<String> ids) {
    return named(ids, RoomInfo::of);
  }

  private <T> Map<String, T> named(Set<String> ids, Function<String, T> info) {
    largestBatch.accumulateAndGet(ids.size(), Math::max);
    return ids.stream()
        .filter(id -> !id.equals("nobody"))
        .collect(Collectors.toMap(id -> id, id -> info.apply("Name of " + id)));
  }

  @Override
  public List<MentionSuggestion> suggestMentions(
      LiveblocksUser caller, String roomId, String text) {
    return Stream.of(
            MentionSuggestion.user("alan"),
            MentionSuggestion.user("alice"),
            MentionSuggestion.user("bob"),
            MentionSuggestion.group("all"))
        .filter(suggestion -> suggestion.id().startsWith(text))
        .toList();
  }
}
