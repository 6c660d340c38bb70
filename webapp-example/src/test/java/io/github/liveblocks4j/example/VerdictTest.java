package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.AccessLevel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "example:town-square,    ada,    WRITE, Everybody may edit.",
    "example:drawing-office, ada,    WRITE, All designers may edit.",
    "example:drawing-office, ben,    READ,  All engineers may read.",
    "example:drawing-office, chiara, NONE,  Nothing grants access.",
    "example:archive,        ada,    READ,  Everybody may read.",
    "example:archive,        ben,    WRITE, 'Ben Lindqvist may edit, by name.'",
    "example:boiler-room,    ada,    NONE,  Nothing grants access.",
    "example:boiler-room,    ben,    WRITE, All engineers may edit.",
    "example:boiler-room,    chiara, READ,  'Chiara Rossi may read, by name.'",
  })
  void ofWhenLevelsDifferThenTheLastThatNamesThePersonDecides(
      String roomId, String personId, AccessLevel access, String reason) {
    ExampleRoom room = ExampleRooms.byId(roomId).orElseThrow();
    Person person = People.byId(personId).orElseThrow();

    assertThat(Verdict.of(room.accesses(), person)).isEqualTo(new Verdict(access, reason));
  }
}
