package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.example.ExampleRoom.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleRoomTest {

  @ParameterizedTest
  @CsvSource({
    "example:town-square,    ada,    WRITE, Everybody may edit.",
    "example:drawing-office, ada,    WRITE, All designers may edit.",
    "example:drawing-office, ben,    READ,  All engineers may read.",
    "example:drawing-office, chiara, NONE,  'Closed, except for those it names.'",
    "example:archive,        ada,    READ,  Everybody may read.",
    "example:archive,        ben,    WRITE, 'Ben Lindqvist may edit, by name.'",
    "example:boiler-room,    ada,    NONE,  'Closed, except for those it names.'",
    "example:boiler-room,    ben,    WRITE, All engineers may edit.",
    "example:boiler-room,    chiara, READ,  'Chiara Rossi may read, by name.'",
  })
  void verdictForWhenLevelsDifferThenTheLastThatNamesThePersonDecides(
      String roomId, String personId, Access access, String reason) {
    ExampleRoom room =
        ExampleRooms.all().stream()
            .filter(any -> any.id().equals(roomId))
            .findFirst()
            .orElseThrow();
    Person person = People.byId(personId).orElseThrow();

    assertThat(room.verdictFor(person)).isEqualTo(new Verdict(access, reason));
  }
}
