package io.github.liveblocks4j.example;

import java.util.List;
import java.util.Optional;

/** Everybody who can sign in. A real application has a database here. */
final class People {

  private static final List<Person> ALL =
      List.of(
          new Person("ada", "Ada Okafor", "designers", "#7346d1", false),
          new Person("ben", "Ben Lindqvist", "engineers", "#0c7a75", false),
          new Person("chiara", "Chiara Rossi", "guests", "#a64a0a", false),
          new Person("mallory", "Mallory Quint", "guests", "#b4235f", true));

  private People() {}

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
}
