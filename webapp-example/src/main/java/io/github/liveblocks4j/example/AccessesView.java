package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collection;

/**
 * A room's accesses as the share dialog shows them: what is stated of everybody, each group and
 * each person (null where nothing is), and what comes out for each person.
 */
final class AccessesView {

  private AccessesView() {}

  static JsonObject of(Room room) {
    RoomAccesses accesses = room.accesses();
    return Json.createObjectBuilder()
        .add("everyone", AccessWord.of(accesses.defaultAccesses()))
        .add("groups", groups(accesses))
        .add("people", people(accesses))
        .build();
  }

  private static JsonArrayBuilder groups(RoomAccesses accesses) {
    JsonArrayBuilder groups = Json.createArrayBuilder();
    People.groups()
        .forEach(
            group ->
                groups.add(
                    Json.createObjectBuilder()
                        .add("id", group)
                        .add("stated", stated(accesses.groupsAccesses().get(group)))));
    return groups;
  }

  private static JsonArrayBuilder people(RoomAccesses accesses) {
    JsonArrayBuilder people = Json.createArrayBuilder();
    for (Person person : People.all()) {
      Verdict verdict = Verdict.of(accesses, person);
      people.add(
          Json.createObjectBuilder()
              .add("id", person.id())
              .add("stated", stated(accesses.usersAccesses().get(person.id())))
              .add("access", AccessWord.of(verdict.access()))
              .add("reason", verdict.reason()));
    }
    return people;
  }

  private static JsonValue stated(Collection<Permission> permissions) {
    return permissions == null ? JsonValue.NULL : Json.createValue(AccessWord.of(permissions));
  }
}
