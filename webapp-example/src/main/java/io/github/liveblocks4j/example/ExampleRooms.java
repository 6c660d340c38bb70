package io.github.liveblocks4j.example;

import java.util.List;
import java.util.Map;

/** The example's rooms: one for each way in which Liveblocks lets people in. */
final class ExampleRooms {

  private static final List<String> READ = List.of("*:read");
  private static final List<String> WRITE = List.of("*:write");
  private static final List<String> CLOSED = List.of();

  private static final List<ExampleRoom> ALL =
      List.of(
          new ExampleRoom("example:town-square", "Town square", WRITE, Map.of(), Map.of()),
          new ExampleRoom(
              "example:drawing-office",
              "Drawing office",
              CLOSED,
              Map.of("designers", WRITE, "engineers", READ),
              Map.of()),
          new ExampleRoom("example:archive", "Archive", READ, Map.of(), Map.of("ben", WRITE)),
          new ExampleRoom(
              "example:boiler-room",
              "Boiler room",
              CLOSED,
              Map.of("engineers", WRITE),
              Map.of("chiara", READ)));

  private ExampleRooms() {}

  static List<ExampleRoom> all() {
    return ALL;
  }
}
