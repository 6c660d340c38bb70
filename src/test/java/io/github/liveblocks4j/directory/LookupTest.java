package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.directory.UserDirectory.MentionSuggestion;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.RawRequest;
import io.github.liveblocks4j.war.HeaderUserResolver;
import io.github.liveblocks4j.war.OtherUserResolver;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four lookups, over HTTP, and what is wrong with a request. JSON has ' for " here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupTest {

  private static final UserResolver HEADER = new HeaderUserResolver();

  private static final String ALICE = "{'userIds':['alice@acme']}";

  private final List<String> calls = new CopyOnWriteArrayList<>();

  @AutoClose
  private final TestApp app =
      TestApp.with(new LiveblocksDirectoryServlet(HEADER, new People(), new Places()), Map.of());

  /** Knows some people. */
  private final class People implements UserDirectory {

    private final Map<String, DirectoryEntry> users =
        Map.of(
            "alice@acme", DirectoryEntry.of("Alice").avatar("/alice.png").with("color", "#7c3aed"),
            "zoë@acme", DirectoryEntry.of("Zoë 🦊 \"</script>"),
            "nameless@acme", DirectoryEntry.of(null));

    @Override
    public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
      calls.add("users " + List.copyOf(ids));
      return ids.stream()
          .filter(users::containsKey)
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
      if (text.equals("all")) {
        return IntStream.range(0, 5_000).mapToObj(i -> MentionSuggestion.user("u" + i)).toList();
      }
      return List.of(
          MentionSuggestion.user("alice@acme"),
          MentionSuggestion.group("designers"),
          MentionSuggestion.group("adhoc", List.of("b", "a")));
    }
  }

  /** Found by its name, too. */
  public static final class Places implements RoomDirectory {
    @Override
    public Map<String, DirectoryEntry> rooms(LiveblocksUser caller, Set<String> ids) {
      return Map.of("plans", DirectoryEntry.of("Plans").url("/rooms/plans").with("open", true));
    }
  }

  @AfterEach
  void forget() {
    calls.clear();
  }

  private static TestApp start(UserDirectory users) {
    return TestApp.with(new LiveblocksDirectoryServlet(HEADER, users), Map.of());
  }

  private static HttpResponse<String> post(TestApp app, String json) {
    return app.post(json, "X-Test-User", "alice@acme");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static void assertRejected(HttpResponse<String> response, int status, String code) {
    assertThat(response.body()).contains("\"code\":\"" + code + "\"").startsWith("{\"error\":");
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'userIds':[]}                           | []
          {'userIds':['']}                         | [null]
          {'userIds':['alice@acme','mallory@evil']}| [{'name':'Alice','avatar':'/alice.png','color':'#7c3aed'},null]
          {'userIds':['x','nameless@acme','x']}    | [null,{},null]
          {'groupIds':['designers','x']}           | [{'name':'Designers','avatar':'https://x/y','description':'Draw','n':3},null]
          {'roomIds':['x','plans']}                | [null,{'name':'Plans','url':'/rooms/plans','open':true}]
          {'roomId':'any:*','text':''}             | [{'kind':'user','id':'alice@acme'},{'kind':'group','id':'designers'},{'kind':'group','id':'adhoc','userIds':['b','a']}]
          {'roomId':'r','text':'a\\u0000'}         | []
          {'roomId':'r','text':'\\ud800'}          | []
          {'roomId':'r','text':'a\\tb'}            | []
          """)
  void lookupWhenWellFormedThenItsResult(String request, String response) {
    assertThat(post(app, json(request)).body()).isEqualTo(json(response));
  }

  /** The client would cache the failure of a batch for all of its ids. */
  @Test
  void usersWhenSomeIdsAreMalformedOrRepeatedThenOthersAreLookedUpOnce() {
    String longest = "x".repeat(512);
    HttpResponse<String> response =
        post(
            app,
            json("{'userIds':['',' ','a\\u0000','\\ud800','a\\nb','%sx','%s','*','zoë@acme','*']}")
                .formatted(longest, longest));

    String zoe = "{\"name\":\"Zoë 🦊 \\\"</script>\"}";
    assertThat(response.body())
        .isEqualTo("[null,null,null,null,null,null,null,null," + zoe + ",null]");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(calls).containsExactly("users [" + longest + ", *, zoë@acme]");
  }

  @Test
  void lookupWhenAtALimitThenIsServedAndBeyondRejected() {
    assertThat(post(app, users(1_000, "x")).body()).matches("\\[null(,null){999}]");
    assertRejected(post(app, users(1_001, "x")), 400, "invalid_request");
    // Ids as long as Liveblocks documents, and wide.
    assertThat(post(app, users(50, "計".repeat(125))).body()).matches("\\[null(,null){49}]");
    String mention = json("{'roomId':'%s','text':'%s'}");
    assertRejected(post(app, mention.formatted("r".repeat(129), "")), 400, "invalid_request");
    assertThat(post(app, mention.formatted("r".repeat(128), "x".repeat(129))).body())
        .isEqualTo("[]");
    assertThat(post(app, mention.formatted("r".repeat(128), "all")).body().split("\"user\"", -1))
        .hasSize(101);
  }

  @Test
  void lookupWhenTheBodyIsTooLargeThenIsRejected() throws IOException {
    // Only the head: a client that still sends when the server closes may miss the response.
    String length = "Content-Length: " + (256 * 1024 + 1);
    try (RawRequest request = app.begin("Content-Type: application/json", length)) {
      assertThat(request.response()).startsWith("HTTP/1.1 400").contains("request_too_large");
    }
  }

  private static String users(int count, String id) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + id + i + "\"")
        .collect(Collectors.joining(",", "{\"userIds\":[", "]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'userIds':null}",
        "{'userIds':'a'}",
        "{'userIds':[1]}",
        "{'userIds':['a',null]}",
        "{'UserIds':['a']}",
        "{'room':'a'}",
        "{'userIds':['a'],'roomIds':['a']}",
        "{'userIds':['a'],'groupIds':[]}",
        "{'userIds':['a'],'roomId':'a','text':'a'}",
        "{'roomId':'a'}",
        "{'text':'a'}",
        "{'roomId':'a','text':null}",
        "{'roomId':'a','text':1}",
        "{'roomId':1,'text':'a'}",
        "{'roomId':'','text':'a'}",
        "{'roomId':null,'text':'a'}",
        "{'roomId':'a\\u0000','text':'a'}",
        "{'roomId':'\\ud800','text':'a'}"
      })
  void lookupWhenNoneOfTheFourThenInvalidRequest(String body) {
    assertRejected(post(app, json(body)), 400, "invalid_request");
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example, 403, origin_not_allowed",
    "Sec-Fetch-Site, cross-site, 403, origin_not_allowed",
    "Content-Type, text/plain, 400, unsupported_media_type",
    "X-Not-A-User, alice, 401, unauthenticated"
  })
  void lookupWhenGuardedThenTheDirectoryIsNotAsked(
      String header, String value, int status, String code) {
    HttpRequest.Builder request =
        app.request(TestApp.PATH, "Content-Type", "application/json")
            .setHeader(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(json(ALICE)));
    if (status != 401) {
      request.setHeader("X-Test-User", "alice@acme");
    }

    assertRejected(app.send(request), status, code);
    assertThat(calls).isEmpty();
  }

  @Test
  void mentionsWhenThereIsAnAuthorizerThenOnlyInGrantedRooms() {
    RoomAuthorizer acmeRooms =
        (user, request) -> {
          calls.add("authorize " + request.room().orElse("none"));
          if (request.room().equals(Optional.of("broken"))) {
            throw new IllegalStateException("database away");
          }
          return Session.none().allowPrefix("acme:", Permission.READ);
        };
    String mention = json("{'roomId':'%s','text':'al'}");
    try (CapturedLog log = new CapturedLog();
        TestApp guarded =
            TestApp.with(
                new LiveblocksDirectoryServlet(HEADER, new People(), new Places(), acmeRooms),
                Map.of())) {
      assertThat(post(guarded, mention.formatted("acme:1")).body()).contains("alice@acme");
      assertRejected(post(guarded, mention.formatted("other:1")), 403, "access_denied");
      // An authorizer never sees an asterisk, which would be a pattern in a grant.
      assertRejected(post(guarded, mention.formatted("acme:*")), 400, "invalid_request");
      assertRejected(post(guarded, mention.formatted("broken")), 500, "resolver_failed");
      // The other lookups are of no room.
      assertThat(post(guarded, json(ALICE)).statusCode()).isEqualTo(200);
      assertThat(calls)
          .containsExactly(
              "authorize acme:1",
              "mention alice@acme acme:1 al",
              "authorize other:1",
              "authorize broken",
              "users [alice@acme]");
      assertThat(log.only(Level.SEVERE)).contains("database away");
      assertThat(log.text()).doesNotContain("alice@acme", "acme:1");
    }
  }

  @Test
  void lookupWhenTheResolverReadsTheRequestThenItHasTheBodyAndNoRoom() {
    UserResolver resolver =
        request -> {
          calls.add(request.room() + " " + new TreeMap<>(request.body()));
          throw new AccessDeniedException("Banned.");
        };
    try (TestApp banned =
        TestApp.with(new LiveblocksDirectoryServlet(resolver, new People()), Map.of())) {
      HttpResponse<String> response =
          post(banned, json("{'roomId':'r','text':'t','tenant':'acme'}"));
      assertRejected(response, 403, "access_denied");
      assertThat(response.body()).contains("Banned.");
      assertThat(calls).containsExactly("Optional.empty {roomId=r, tenant=acme, text=t}");
    }
  }

  @SuppressWarnings("NullAway") // One returns null.
  private static Stream<Arguments> failing() {
    UserDirectory throwing =
        (caller, ids) -> {
          throw new SQLException("secret");
        };
    UserDirectory broken =
        (caller, ids) -> {
          throw new NoClassDefFoundError("secret");
        };
    UserDirectory returningNull = (caller, ids) -> null;
    UserDirectory denying =
        (caller, ids) -> {
          throw new AccessDeniedException("Guests see no names.");
        };
    return Stream.of(
        Arguments.of(throwing, 500, "directory_failed", "unavailable", "SQLException"),
        Arguments.of(broken, 500, "directory_failed", "unavailable", "NoClassDefFoundError"),
        Arguments.of(returningNull, 500, "directory_failed", "unavailable", "NullPointerException"),
        Arguments.of(denying, 403, "access_denied", "Guests see no names.", ""));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void usersWhenTheDirectoryFailsOrDeniesThenSoDoesTheLookup(
      UserDirectory users, int status, String code, String said, String logged) {
    try (CapturedLog log = new CapturedLog();
        TestApp broken = start(users)) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> response = post(broken, json(ALICE));
        assertRejected(response, status, code);
        assertThat(response.body()).contains(said).doesNotContain("secret", "Exception");
      }
      assertThat(log.at(Level.SEVERE))
          .hasSize(logged.isEmpty() ? 0 : 1)
          .allMatch(line -> line.contains(logged));
    }
  }

  @Test
  void lookupWhenThereIsNoSuchDirectoryThenNothingIsKnown() {
    Map<String, String> roomsOnly =
        Map.of(
            "roomDirectory",
            Places.class.getName(),
            "userResolver",
            OtherUserResolver.class.getName());
    String mention = json("{'roomId':'a','text':'b'}");
    try (TestApp people = start((caller, ids) -> Map.of());
        TestApp places = TestApp.with(new LiveblocksDirectoryServlet(), roomsOnly)) {
      assertThat(post(people, json("{'groupIds':['a','b']}")).body()).isEqualTo("[null,null]");
      assertThat(post(people, json("{'roomIds':['a','b']}")).body()).isEqualTo("[null,null]");
      assertThat(post(people, mention).body()).isEqualTo("[]");
      assertThat(post(places, json("{'userIds':['a','b']}")).body()).isEqualTo("[null,null]");
      assertThat(post(places, mention).body()).isEqualTo("[]");
      assertThat(post(places, json("{'roomIds':['plans']}")).body()).contains("Plans");
    }
  }

  @ParameterizedTest
  @CsvSource({"enabled, true, 404", "userDirectory, com.example.Missing, 503"})
  void startWhenThereIsNoDirectoryThen404OrMisconfigured(String name, String value, int status) {
    try (CapturedLog log = new CapturedLog();
        TestApp none = TestApp.with(new LiveblocksDirectoryServlet(), Map.of(name, value))) {
      assertThat(post(none, json(ALICE)).statusCode()).isEqualTo(status);
      assertThat(log.at(Level.INFO)).isEmpty();
      assertThat(log.at(Level.SEVERE))
          .hasSize(status == 404 ? 0 : 1)
          .allMatch(line -> line.contains("there is no class com.example.Missing"));
    }
  }
}
