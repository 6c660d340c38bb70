package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a page asks for. */
sealed interface Lookup {

  /** Asks the application, and returns the JSON array that the page gets. */
  String run(Directories directories, LiveblocksUser caller) throws Exception;

  /** What responds; a directory that the application does not have finds nothing. */
  record Directories(UserDirectory users, RoomDirectory rooms, EntryWriter writer) {}

  /** What the ids are of. */
  enum Kind {
    USERS("userIds", (directories, caller, ids) -> directories.users().users(caller, ids)),
    GROUPS("groupIds", (directories, caller, ids) -> directories.users().groups(caller, ids)),
    ROOMS("roomIds", (directories, caller, ids) -> directories.rooms().rooms(caller, ids));

    /** The member of the request that has the ids. */
    final String member;

    @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
    private final Finder finder;

    Kind(String member, Finder finder) {
      this.member = member;
      this.finder = finder;
    }
  }

  /** Asks a directory for the entries of ids. */
  @FunctionalInterface
  interface Finder {
    Map<String, DirectoryEntry> find(
        Directories directories, LiveblocksUser caller, Set<String> ids) throws Exception;
  }

  /**
   * Entries by ids. Ids that cannot exist are in the list too, for the places of their entries;
   * they are unknown, and fail no others.
   */
  record Entries(Kind kind, List<String> ids) implements Lookup {
    @Override
    public String run(Directories directories, LiveblocksUser caller) throws Exception {
      Set<String> wellFormed = new LinkedHashSet<>(ids);
      wellFormed.removeIf(id -> !LookupParser.isPossibleId(id));
      return directories
          .writer()
          .entries(
              ids,
              wellFormed.isEmpty()
                  ? Map.of()
                  : kind.finder.find(directories, caller, Collections.unmodifiableSet(wellFormed)));
    }
  }

  /** Whom the caller may mention in a room. */
  record Mentions(String roomId, String text) implements Lookup {
    @Override
    public String run(Directories directories, LiveblocksUser caller) throws Exception {
      return directories
          .writer()
          .suggestions(
              LookupParser.isPossibleText(text)
                  ? directories.users().suggestMentions(caller, roomId, text)
                  : List.of());
    }
  }
}
