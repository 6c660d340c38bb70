package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory endpoint of the packaged WAR, over HTTP. */
class LookupsIT {

  private static RunningWar war;

  private final Browser browser = new Browser(war.url());

  @BeforeAll
  static void start() throws Exception {
    war = RunningWar.start(Map.of("example.live", "false"));
  }

  @AfterAll
  static void stop() {
    war.close();
  }

  private String lookUp(String query) throws Exception {
    return browser.post("api/liveblocks-directory", "application/json", query).body();
  }

  @Test
  void usersWhenOneIsUnknownThenItIsNullAtItsPlace() throws Exception {
    browser.signIn("ada");

    assertThat(lookUp("{\"userIds\":[\"ben\",\"eve\",\"ada\"]}"))
        .isEqualTo(
            "[{\"name\":\"Ben"
                + " Lindqvist\",\"avatar\":\"avatars/ben.svg\",\"color\":\"#0c7a75\"},null,{\"name\":\"Ada"
                + " Okafor\",\"avatar\":\"avatars/ada.svg\",\"color\":\"#7346d1\"}]");
  }

  @Test
  void avatarsWhenServedThenEveryPersonHasOne() throws Exception {
    for (Person person : People.all()) {
      assertThat(browser.get("avatars/%s.svg".formatted(person.id())).body()).startsWith("<svg");
    }
  }

  @Test
  void groupsWhenLookedUpThenTheyHaveNameAndMembers() throws Exception {
    browser.signIn("ada");

    assertThat(lookUp("{\"groupIds\":[\"guests\",\"owners\"]}"))
        .isEqualTo(
            "[{\"name\":\"All guests\",\"description\":\"Chiara Rossi, Mallory Quint\"},null]");
  }

  @Test
  void roomsWhenTheCallerMayNotEnterOneThenItIsUnknown() throws Exception {
    browser.signIn("ada");

    assertThat(lookUp("{\"roomIds\":[\"example:archive\",\"example:boiler-room\"]}"))
        .isEqualTo("[{\"name\":\"Archive\"},null]");
  }

  @ParameterizedTest
  @CsvSource({
    "ada,    example:drawing-office, '',   'ada,ben,designers,engineers'",
    "ada,    example:drawing-office, a,    ada",
    "ada,    example:drawing-office, LIND, ben",
    "ada,    example:drawing-office, x,    ''",
    "chiara, example:drawing-office, a,    ''",
    "ada,    example:other,          a,    ''",
  })
  void suggestMentionsWhenNamesMatchThenThoseWhoMayEnterTheRoom(
      String caller, String room, String text, String expected) throws Exception {
    browser.signIn(caller);

    String found = lookUp("{\"roomId\":\"%s\",\"text\":\"%s\"}".formatted(room, text));

    assertThat(found.replaceAll(".*?\"id\":\"(\\w+)\"[^{]*", "$1,").replaceAll("[\\[\\],]*$", ""))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "mallory, 403"})
  void lookUpWhenNobodyMayCollaborateThenItIsRejected(String caller, int status) throws Exception {
    if (!caller.isEmpty()) {
      browser.signIn(caller);
    }

    assertThat(
            browser
                .post("api/liveblocks-directory", "application/json", "{\"userIds\":[\"ada\"]}")
                .statusCode())
        .isEqualTo(status);
  }
}
