package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a page asks for. */
sealed interface Lookup {

  /** Asks the application, and returns the JSON array that the page gets. */
  String run(Directories directories, LiveblocksUser caller) throws Exception;

  /** Returns the room that the caller must have access to. */
  default Optional<String> requiredRoom() {
    return Optional.empty();
  }

  /**
   * What responds.
   *
   * @param users finds nobody where the application has none
   * @param rooms finds nothing where the application has none
   */
  record Directories(UserDirectory users, RoomDirectory rooms, InfoWriter writer) {}

  /**
   * Infos by ids. Ids that nobody can have are in the list too, for the places of their infos; they
   * are unknown, and fail nobody else's.
   */
  sealed interface ByIds extends Lookup {

    List<String> ids();

    Map<String, ? extends Info> find(
        Directories directories, LiveblocksUser caller, Set<String> ids) throws Exception;

    @Override
    default String run(Directories directories, LiveblocksUser caller) throws Exception {
      Set<String> wellFormed = new LinkedHashSet<>(ids());
      wellFormed.removeIf(id -> !LookupParser.isPossibleId(id));
      return directories
          .writer()
          .infos(
              ids(),
              wellFormed.isEmpty()
                  ? Map.of()
                  : find(directories, caller, Collections.unmodifiableSet(wellFormed)));
    }
  }

  record Users(List<String> ids) implements ByIds {
    @Override
    public Map<String, UserInfo> find(
        Directories directories, LiveblocksUser caller, Set<String> ids) throws Exception {
      return directories.users().users(caller, ids);
    }
  }

  record Groups(List<String> ids) implements ByIds {
    @Override
    public Map<String, GroupInfo> find(
        Directories directories, LiveblocksUser caller, Set<String> ids) throws Exception {
      return directories.users().groups(caller, ids);
    }
  }

  record Rooms(List<String> ids) implements ByIds {
    @Override
    public Map<String, RoomInfo> find(
        Directories directories, LiveblocksUser caller, Set<String> ids) throws Exception {
      return directories.rooms().rooms(caller, ids);
    }
  }

  /** Whom the caller may mention in a room. */
  record Mentions(String roomId, String text) implements Lookup {
    @Override
    public Optional<String> requiredRoom() {
      return Optional.of(roomId);
    }

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
