package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user of the application. A real one has a database instead of the list.
 *
 * @param id the user id, here and at Liveblocks
 * @param name for display
 * @param group the one group the person is in
 * @param color of avatar and cursor; dark enough for white text on it
 * @param barred whether the person may sign in, but not collaborate
 */
public record Person(String id, String name, String group, String color, boolean barred) {

  private static final List<Person> ALL =
      List.of(
          new Person("ada", "Ada Okafor", "designers", "#7346d1", false),
          new Person("ben", "Ben Lindqvist", "engineers", "#0c7a75", false),
          new Person("chiara", "Chiara Rossi", "guests", "#a64a0a", false),
          new Person("mallory", "Mallory Quint", "guests", "#b4235f", true));

  static List<Person> all() {
    return ALL;
  }

  static List<String> groups() {
    return ALL.stream().map(Person::group).distinct().toList();
  }

  static List<Person> inGroup(String group) {
    return ALL.stream().filter(person -> person.group().equals(group)).toList();
  }

  static Optional<Person> byId(String id) {
    return ALL.stream().filter(person -> person.id().equals(id)).findFirst();
  }

  /** Returns the person as Liveblocks knows them. */
  LiveblocksUser toLiveblocksUser() {
    return LiveblocksUser.of(id).groupIds(group).userInfo(Map.of("name", name, "color", color));
  }
}
