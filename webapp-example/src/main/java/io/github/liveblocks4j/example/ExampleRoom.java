package io.github.liveblocks4j.example;

import java.util.List;
import java.util.Map;

/**
 * A room and who may enter it, in Liveblocks' three levels: everybody, groups, single users. A
 * later level overrides the earlier ones. Liveblocks itself decides at the door; the page only
 * foretells it.
 *
 * @param id the room's id at Liveblocks
 * @param title for display
 * @param defaultAccesses scopes of everybody
 * @param groupsAccesses scopes by group
 * @param usersAccesses scopes by user id
 */
record ExampleRoom(
    String id,
    String title,
    List<String> defaultAccesses,
    Map<String, List<String>> groupsAccesses,
    Map<String, List<String>> usersAccesses) {

  /**
   * What somebody may do here, and the sentence that says why.
   *
   * @param access the strongest that applies
   * @param reason which level decided
   */
  record Verdict(Access access, String reason) {}

  Verdict verdictFor(Person person) {
    Access own = Access.of(usersAccesses.getOrDefault(person.id(), List.of()));
    if (own != Access.NONE) {
      return new Verdict(own, "%s %s, by name.".formatted(person.name(), own.verb()));
    }
    Access group = Access.of(groupsAccesses.getOrDefault(person.group(), List.of()));
    if (group != Access.NONE) {
      return new Verdict(group, "All %s %s.".formatted(person.group(), group.verb()));
    }
    return verdictForAnybody();
  }

  private Verdict verdictForAnybody() {
    Access anybody = Access.of(defaultAccesses);
    return new Verdict(
        anybody,
        anybody == Access.NONE
            ? "Closed, except for those it names."
            : "Everybody %s.".formatted(anybody.verb()));
  }
}
