package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.RawRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four lookups, over HTTP, and what is wrong with a request. */
class LookupTest {

  private final List<String> calls = new CopyOnWriteArrayList<>();

  /** Knows some people of acme, and one of evil. */
  private final class People implements UserDirectory {

    private final Map<String, DirectoryEntry> users =
        Map.of(
            "alice@acme", DirectoryEntry.of("Alice").avatar("/alice.png").with("color", "#7c3aed"),
            "zoë@acme", DirectoryEntry.of("Zoë 🦊 \"</script>"),
            "nameless@acme", DirectoryEntry.of(null),
            "mallory@evil", DirectoryEntry.of("Mallory"));

    @Override
    public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
      calls.add("users " + List.copyOf(ids));
      return ids.stream()
          .filter(users::containsKey)
          .filter(id -> id.endsWith("@" + caller.organizationId()))
          .collect(Collectors.toMap(id -> id, users::get));
    }

    @Override
    public Map<String, DirectoryEntry> groups(LiveblocksUser caller, Set<String> ids) {
      return Map.of(
          "designers",
          DirectoryEntry.of("Designers").avatar("https://x/y").description("Draw").with("n", 3));
    }

    @Override
    public List<MentionSuggestion> suggestMentions(
        LiveblocksUser caller, String roomId, String text) {
      calls.add("mention %s %s %s".formatted(caller.userId(), roomId, text));
      return List.of(
          MentionSuggestion.user("alice@acme"),
          MentionSuggestion.group("designers"),
          MentionSuggestion.group("adhoc", List.of("b", "a")));
    }
  }

  private final RoomDirectory rooms =
      (caller, ids) ->
          Map.of("plans", DirectoryEntry.of("Plans").url("/rooms/plans").with("open", true));

  private final RoomAuthorizer acmeRooms =
      (user, request) -> {
        calls.add("authorize " + request.room().orElse("none"));
        return Session.none().allowPrefix("acme:", Permission.READ);
      };

  private DirectoryApp app() {
    return DirectoryApp.with(
        new LiveblocksDirectoryServlet(DirectoryApp.HEADER, new People(), rooms), Map.of());
  }

  private static void assertRejected(HttpResponse<String> response, int status, String code) {
    assertThat(response.body()).contains("\"code\":\"" + code + "\"").startsWith("{\"error\":");
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void usersWhenSomeAreUnknownThenInfosAreInTheOrderAsked() {
    try (DirectoryApp app = app()) {
      HttpResponse<String> response =
          app.post(
              "{\"userIds\":[\"nobody\",\"zoë@acme\",\"alice@acme\",\"nameless@acme\",\"zoë@acme\"]}");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "[null,{\"name\":\"Zoë 🦊"
                  + " \\\"</script>\"},{\"name\":\"Alice\",\"avatar\":\"/alice.png\",\"color\":\"#7c3aed\"},{},{\"name\":\"Zoë"
                  + " 🦊 \\\"</script>\"}]");
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .isEqualToIgnoringCase("application/json;charset=utf-8");
      assertThat(calls).containsExactly("users [nobody, zoë@acme, alice@acme, nameless@acme]");
    }
  }

  @Test
  void usersWhenTheyAreOfAnotherTenantThenUnknown() {
    try (DirectoryApp app = app()) {
      assertThat(app.postAs("x@evil", "{\"userIds\":[\"alice@acme\",\"mallory@evil\"]}").body())
          .isEqualTo("[null,{\"name\":\"Mallory\"}]");
      assertThat(app.post("{\"userIds\":[\"alice@acme\",\"mallory@evil\"]}").body())
          .endsWith(",null]");
    }
  }

  @Test
  void groupsAndRoomsWhenKnownThenHaveTheirMembers() {
    try (DirectoryApp app = app()) {
      assertThat(app.post("{\"groupIds\":[\"designers\",\"x\"]}").body())
          .isEqualTo(
              "[{\"name\":\"Designers\",\"avatar\":\"https://x/y\",\"description\":\"Draw\",\"n\":3},null]");
      assertThat(app.post("{\"roomIds\":[\"x\",\"plans\"]}").body())
          .isEqualTo("[null,{\"name\":\"Plans\",\"url\":\"/rooms/plans\",\"open\":true}]");
    }
  }

  @Test
  void mentionsWhenThereIsNoAuthorizerThenTheDirectoryDecides() {
    try (DirectoryApp app = app()) {
      assertThat(app.post("{\"roomId\":\"any:*\",\"text\":\"\"}").body())
          .isEqualTo(
              "[{\"kind\":\"user\",\"id\":\"alice@acme\"},{\"kind\":\"group\",\"id\":\"designers\"},{\"kind\":\"group\",\"id\":\"adhoc\",\"userIds\":[\"b\",\"a\"]}]");
      assertThat(calls).containsExactly("mention alice@acme any:* ");
    }
  }

  @Test
  void mentionsWhenThereIsAnAuthorizerThenOnlyInGrantedRooms() {
    try (DirectoryApp app =
        DirectoryApp.with(
            new LiveblocksDirectoryServlet(DirectoryApp.HEADER, new People(), rooms, acmeRooms),
            Map.of())) {
      assertThat(app.post("{\"roomId\":\"acme:1\",\"text\":\"al\"}").body()).contains("alice@acme");
      assertRejected(app.post("{\"roomId\":\"other:1\",\"text\":\"al\"}"), 403, "access_denied");
      // An authorizer never sees an asterisk, which would be a pattern in a grant.
      assertRejected(app.post("{\"roomId\":\"acme:*\",\"text\":\"al\"}"), 400, "invalid_request");
      // The other lookups are of no room.
      assertThat(app.post("{\"userIds\":[\"alice@acme\"]}").statusCode()).isEqualTo(200);
      assertThat(calls)
          .containsExactly(
              "authorize acme:1",
              "mention alice@acme acme:1 al",
              "authorize other:1",
              "users [alice@acme]");
    }
  }

  @Test
  void mentionsWhenTheAuthorizerFailsThenNobodyIsSuggested() {
    RoomAuthorizer broken =
        (user, request) -> {
          throw new IllegalStateException("database away");
        };
    try (CapturedLog log = new CapturedLog();
        DirectoryApp app =
            DirectoryApp.with(
                new LiveblocksDirectoryServlet(DirectoryApp.HEADER, new People(), rooms, broken),
                Map.of())) {
      assertRejected(app.post("{\"roomId\":\"r\",\"text\":\"\"}"), 500, "resolver_failed");
      assertThat(calls).isEmpty();
      assertThat(log.at(Level.SEVERE)).singleElement().asString().contains("database away");
    }
  }

  @Test
  void mentionsWhenThereAreManyThenTheFirstHundredAreSent() {
    UserDirectory many =
        new UserDirectory() {
          @Override
          public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
            return Map.of();
          }

          @Override
          public List<MentionSuggestion> suggestMentions(
              LiveblocksUser caller, String roomId, String text) {
            return IntStream.range(0, 5_000)
                .mapToObj(i -> MentionSuggestion.user("u" + i))
                .toList();
          }
        };
    try (DirectoryApp app = DirectoryApp.of(many)) {
      assertThat(app.post("{\"roomId\":\"r\",\"text\":\"\"}").body().split("\"user\"", -1))
          .hasSize(101);
    }
  }

  @Test
  void lookupWhenTheApplicationHasNoSuchDirectoryThenNothingIsKnown() {
    Map<String, String> roomsOnly =
        Map.of("roomDirectory", Plans.class.getName(), "userResolver", Everybody.class.getName());
    try (DirectoryApp people =
            DirectoryApp.of((caller, ids) -> Map.of("a", DirectoryEntry.of("A")));
        DirectoryApp places = DirectoryApp.with(new LiveblocksDirectoryServlet(), roomsOnly)) {
      assertThat(people.post("{\"userIds\":[\"a\"]}").body()).isEqualTo("[{\"name\":\"A\"}]");
      assertThat(people.post("{\"groupIds\":[\"a\",\"b\"]}").body()).isEqualTo("[null,null]");
      assertThat(people.post("{\"roomIds\":[\"a\",\"b\"]}").body()).isEqualTo("[null,null]");
      assertThat(people.post("{\"roomId\":\"a\",\"text\":\"b\"}").body()).isEqualTo("[]");
      assertThat(places.post("{\"userIds\":[\"a\",\"b\"]}").body()).isEqualTo("[null,null]");
      assertThat(places.post("{\"roomId\":\"a\",\"text\":\"b\"}").body()).isEqualTo("[]");
      assertThat(places.post("{\"roomIds\":[\"plans\"]}").body())
          .isEqualTo("[{\"name\":\"Plans\"}]");
    }
  }

  /** Found by its name. */
  public static final class Plans implements RoomDirectory {
    @Override
    public Map<String, DirectoryEntry> rooms(LiveblocksUser caller, Set<String> ids) {
      return Map.of("plans", DirectoryEntry.of("Plans"));
    }
  }

  /** Found by its name. */
  public static final class Everybody implements io.github.liveblocks4j.servlet.UserResolver {
    @Override
    public LiveblocksUser resolve(io.github.liveblocks4j.servlet.AuthRequest request) {
      return LiveblocksUser.of("everybody");
    }
  }

  @Test
  void lookupWhenThereIsNoDirectoryThenIsAsIfItWereNotThere() {
    try (CapturedLog log = new CapturedLog();
        DirectoryApp app = DirectoryApp.with(new LiveblocksDirectoryServlet(), Map.of())) {
      assertThat(app.post("{\"userIds\":[\"a\"]}").statusCode()).isEqualTo(404);
      assertThat(log.at(Level.INFO)).isEmpty();
      assertThat(log.at(Level.WARNING)).isEmpty();
      assertThat(log.at(Level.SEVERE)).isEmpty();
    }
  }

  @Test
  void lookupWhenNobodyIsSignedInThenUnauthenticated() {
    try (DirectoryApp app = app()) {
      assertRejected(
          app.server().send(app.request("{\"userIds\":[\"alice@acme\"]}")), 401, "unauthenticated");
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void lookupWhenTheResolverReadsTheRequestThenItHasTheBodyAndNoRoom() {
    List<String> seen = new ArrayList<>();
    try (DirectoryApp app =
        DirectoryApp.with(
            new LiveblocksDirectoryServlet(
                request -> {
                  seen.add(request.room() + " " + new TreeMap<>(request.body()));
                  return LiveblocksUser.of("a");
                },
                new People()),
            Map.of())) {
      assertThat(app.post("{\"roomId\":\"r\",\"text\":\"t\",\"tenant\":\"acme\"}").statusCode())
          .isEqualTo(200);
      assertThat(seen).containsExactly("Optional.empty {roomId=r, tenant=acme, text=t}");
    }
  }

  @Test
  void lookupWhenTheResolverDeniesThenAccessDenied() {
    try (DirectoryApp app =
        DirectoryApp.with(
            new LiveblocksDirectoryServlet(
                request -> {
                  throw new AccessDeniedException("Banned.");
                },
                new People()),
            Map.of())) {
      HttpResponse<String> response = app.post("{\"userIds\":[\"alice@acme\"]}");
      assertRejected(response, 403, "access_denied");
      assertThat(response.body()).contains("Banned.");
      assertThat(calls).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "\"userIds\"",
        "{}",
        "{\"userIds\":[\"a\"]",
        "{\"userIds\":[\"a\"]} x",
        "{\"userIds\":null}",
        "{\"userIds\":\"a\"}",
        "{\"userIds\":{\"0\":\"a\"}}",
        "{\"userIds\":[1]}",
        "{\"userIds\":[\"a\",null]}",
        "{\"userIds\":[[\"a\"]]}",
        "{\"UserIds\":[\"a\"]}",
        "{\"room\":\"a\"}",
        "{\"userIds\":[\"a\"],\"roomIds\":[\"a\"]}",
        "{\"userIds\":[\"a\"],\"groupIds\":[]}",
        "{\"userIds\":[\"a\"],\"text\":\"a\"}",
        "{\"userIds\":[\"a\"],\"roomId\":\"a\",\"text\":\"a\"}",
        "{\"roomId\":\"a\"}",
        "{\"text\":\"a\"}",
        "{\"roomId\":\"a\",\"text\":null}",
        "{\"roomId\":\"a\",\"text\":1}",
        "{\"roomId\":1,\"text\":\"a\"}",
        "{\"roomId\":\"\",\"text\":\"a\"}",
        "{\"roomId\":null,\"text\":\"a\"}",
        "{\"roomId\":\"a\\u0000\",\"text\":\"a\"}",
        "{\"roomId\":\"\\ud800\",\"text\":\"a\"}",
        "{\"roomId\":[\"a\"],\"text\":\"a\"}"
      })
  void lookupWhenTheBodyIsNoneOfTheFourThenInvalidRequest(String body) {
    try (DirectoryApp app = app()) {
      assertRejected(app.post(body), 400, "invalid_request");
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void lookupWhenTheRoomIsLongerThanAnyThenInvalidRequest() {
    try (DirectoryApp app = app()) {
      String form = "{\"roomId\":\"%s\",\"text\":\"\"}";
      assertRejected(app.post(form.formatted("r".repeat(129))), 400, "invalid_request");
      assertThat(app.post(form.formatted("r".repeat(128))).statusCode()).isEqualTo(200);
    }
  }

  /** The client would keep the failure of a batch for everybody in it. */
  @Test
  void usersWhenSomeIdsAreMalformedThenTheyAreUnknownAndNotLookedUp() {
    String longest = "x".repeat(512);
    try (DirectoryApp app = app()) {
      HttpResponse<String> response =
          app.post(
              "{\"userIds\":[\"\",\" \",\"a\\u0000\",\"\\ud800\",\"a\\nb\",\"%sx\",\"%s\",\"*\",\"alice@acme\"]}"
                  .formatted(longest, longest));

      assertThat(response.body()).startsWith("[null,null,null,null,null,null,null,null,{\"name\"");
      assertThat(calls).containsExactly("users [" + longest + ", *, alice@acme]");
    }
  }

  @Test
  void usersWhenNoIdIsPossibleThenTheDirectoryIsNotAsked() {
    try (DirectoryApp app = app()) {
      assertThat(app.post("{\"userIds\":[]}").body()).isEqualTo("[]");
      assertThat(app.post("{\"userIds\":[\"\"]}").body()).isEqualTo("[null]");
      assertThat(calls).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000", "\\ud800", "a\\tb"})
  void mentionsWhenTheTextIsInNoNameThenNobodyIsSuggested(String text) {
    try (DirectoryApp app = app()) {
      assertThat(app.post("{\"roomId\":\"r\",\"text\":\"%s\"}".formatted(text)).body())
          .isEqualTo("[]");
      assertThat(app.post("{\"roomId\":\"r\",\"text\":\"%s\"}".formatted("x".repeat(129))).body())
          .isEqualTo("[]");
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void usersWhenThereAreTooManyThenInvalidRequest() {
    try (DirectoryApp app = app()) {
      assertRejected(app.post(users(1_001, 3)), 400, "invalid_request");
      assertThat(app.post(users(1_000, 3)).body()).matches("\\[null(,null){999}]");
    }
  }

  /** What the real client sends, were all its ids as long as Liveblocks documents, and wide. */
  @Test
  void usersWhenABatchOfTheClientIsLargeThenItIsServed() throws IOException {
    String wide = "計".repeat(125);
    String ids =
        IntStream.range(100, 150)
            .mapToObj(i -> "\"" + wide + i + "\"")
            .collect(Collectors.joining(","));
    try (DirectoryApp app = app()) {
      assertThat(app.post("{\"userIds\":[" + ids + "]}").body()).matches("\\[null(,null){49}]");
      // Only the head: whoever still sends when the server closes the connection may miss the
      // response.
      List<String> larger =
          List.of(
              "POST " + DirectoryApp.PATH + " HTTP/1.1",
              "Host: localhost",
              "Content-Type: application/json",
              "Content-Length: " + (256 * 1024 + 1));
      try (RawRequest request = RawRequest.to(app.server().port()).head(larger)) {
        assertThat(request.response()).startsWith("HTTP/1.1 400").contains("request_too_large");
      }
    }
  }

  private static String users(int count, int length) {
    String id = "x".repeat(length - 1);
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + id + i + "\"")
        .collect(Collectors.joining(",", "{\"userIds\":[", "]}"));
  }

  @Test
  void lookupWhenAForeignPageAsksThenOriginNotAllowed() {
    try (DirectoryApp app =
        DirectoryApp.with(
            new LiveblocksDirectoryServlet(DirectoryApp.HEADER, new People()),
            Map.of("allowedOrigins", "https://app.example"))) {
      String lookup = "{\"userIds\":[\"alice@acme\"]}";
      for (String[] headers :
          new String[][] {
            {"Origin", "https://evil.example", "X-Test-User", "a@acme"},
            {"Sec-Fetch-Site", "cross-site", "X-Test-User", "a@acme"}
          }) {
        assertRejected(app.server().send(app.request(lookup, headers)), 403, "origin_not_allowed");
      }
      assertThat(calls).isEmpty();
      HttpResponse<String> allowed =
          app.server()
              .send(app.request(lookup, "Origin", "https://app.example", "X-Test-User", "a@acme"));
      assertThat(allowed.statusCode()).isEqualTo(200);
      assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
          .hasValue("https://app.example");
    }
  }

  @Test
  void lookupWhenItIsNoPostOfJsonThenRejected() {
    try (DirectoryApp app = app()) {
      assertRejected(
          app.server().send(app.server().request(DirectoryApp.PATH).GET()),
          405,
          "method_not_allowed");
      assertRejected(
          app.server()
              .send(
                  app.request("{\"userIds\":[\"a\"]}", "X-Test-User", "a@acme")
                      .setHeader("Content-Type", "text/plain")),
          400,
          "unsupported_media_type");
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void settingWhenADirectoryIsMisspeltThenMisconfigured() {
    try (CapturedLog log = new CapturedLog();
        DirectoryApp app =
            DirectoryApp.with(
                new LiveblocksDirectoryServlet(),
                new HashMap<>(Map.of("userDirectory", "com.example.Missing")))) {
      assertRejected(app.post("{\"userIds\":[\"a\"]}"), 503, "misconfigured");
      assertThat(log.text()).contains("there is no class com.example.Missing");
    }
  }
}
