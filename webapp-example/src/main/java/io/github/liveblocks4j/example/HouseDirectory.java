package io.github.liveblocks4j.example;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Set;

/**
 * Knows the names behind ids, for {@code /api/liveblocks-directory}. All users know each other;
 * rooms are known to those who may enter them.
 */
final class HouseDirectory implements UserDirectory, RoomDirectory {

  private final ServletContext context;

  HouseDirectory(ServletContext context) {
    this.context = context;
  }

  @Override
  public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
    return Person.all().stream()
        .filter(person -> ids.contains(person.id()))
        .collect(
            toMap(
                Person::id,
                person -> DirectoryEntry.of(person.name()).with("color", person.color())));
  }

  @Override
  public Map<String, DirectoryEntry> groups(LiveblocksUser caller, Set<String> ids) {
    return Person.groups().stream()
        .filter(ids::contains)
        .collect(toMap(group -> group, HouseDirectory::groupInfo));
  }

  private static DirectoryEntry groupInfo(String group) {
    return DirectoryEntry.of("All " + group)
        .description(Person.inGroup(group).stream().map(Person::name).collect(joining(", ")));
  }

  @Override
  public Map<String, DirectoryEntry> rooms(LiveblocksUser caller, Set<String> ids) {
    // The endpoint has asked the resolver, which knows these people only.
    Person person = Person.byId(caller.userId()).orElseThrow();
    return ExampleRooms.openTo(person, LiveblocksAuthServlet.client(context).rooms()).stream()
        .filter(room -> ids.contains(room.id()))
        .collect(toMap(Room::id, room -> DirectoryEntry.of(ExampleRooms.title(room))));
  }
}
