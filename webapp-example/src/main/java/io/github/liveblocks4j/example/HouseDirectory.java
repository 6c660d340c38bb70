package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.MentionSuggestion;
import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.rooms.Room;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names behind ids, for {@code /api/liveblocks-directory}. Everybody of the house knows everybody;
 * rooms are known to those who may enter them.
 */
final class HouseDirectory implements UserDirectory, RoomDirectory {

  private final HouseRooms rooms;

  HouseDirectory(HouseRooms rooms) {
    this.rooms = rooms;
  }

  /** Where the endpoint looks for a directory that needs more than its constructor can know. */
  void shareIn(ServletContext context) {
    context.setAttribute(UserDirectory.class.getName(), this);
    context.setAttribute(RoomDirectory.class.getName(), this);
  }

  @Override
  public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
    return People.all().stream()
        .filter(person -> ids.contains(person.id()))
        .collect(Collectors.toMap(Person::id, HouseDirectory::info));
  }

  private static DirectoryEntry info(Person person) {
    return DirectoryEntry.of(person.name())
        .avatar("avatars/%s.svg".formatted(person.id()))
        .with("color", person.color());
  }

  @Override
  public Map<String, DirectoryEntry> groups(LiveblocksUser caller, Set<String> ids) {
    return People.groups().stream()
        .filter(ids::contains)
        .collect(Collectors.toMap(group -> group, HouseDirectory::groupInfo));
  }

  private static DirectoryEntry groupInfo(String group) {
    String members =
        People.inGroup(group).stream().map(Person::name).collect(Collectors.joining(", "));
    return DirectoryEntry.of("All " + group).description(members);
  }

  @Override
  public Map<String, DirectoryEntry> rooms(LiveblocksUser caller, Set<String> ids) throws Problem {
    return rooms.openTo(person(caller)).stream()
        .filter(room -> ids.contains(room.id()))
        .collect(Collectors.toMap(Room::id, room -> DirectoryEntry.of(ExampleRoom.titleOf(room))));
  }

  /** Those who may enter the room, if the caller may, and the groups in which all may. */
  @Override
  public List<MentionSuggestion> suggestMentions(LiveblocksUser caller, String roomId, String text)
      throws Problem {
    List<MentionSuggestion> suggestions = new ArrayList<>();
    for (Room room : rooms.openTo(person(caller))) {
      if (room.id().equals(roomId)) {
        People.all().stream()
            .filter(person -> matches(text, person.id(), person.name()))
            .filter(person -> Verdict.of(room, person).mayEnter())
            .forEach(person -> suggestions.add(MentionSuggestion.user(person.id())));
        People.groups().stream()
            .filter(group -> matches(text, group))
            .filter(group -> mayAllEnter(room, group))
            .forEach(group -> suggestions.add(MentionSuggestion.group(group, ids(group))));
      }
    }
    return suggestions;
  }

  private static boolean mayAllEnter(Room room, String group) {
    return People.inGroup(group).stream().allMatch(person -> Verdict.of(room, person).mayEnter());
  }

  private static List<String> ids(String group) {
    return People.inGroup(group).stream().map(Person::id).toList();
  }

  /** Whether the id, the name or a word of it begins with the text. */
  private static boolean matches(String text, String... names) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return Stream.of(names)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.startsWith(wanted) || name.contains(" " + wanted));
  }

  /** The endpoint has asked the user resolver, which knows nobody else. */
  private static Person person(LiveblocksUser caller) {
    return People.byId(caller.userId()).orElseThrow();
  }
}
