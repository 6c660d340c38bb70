package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.e2e.TroubleFilter.Trouble;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The real client shows names by the module that the jar serves to pages. */
@EnumSource(Platform.class)
class DirectoryE2eIT extends EndToEnd {

  private static final Trouble UNAVAILABLE =
      Trouble.json(
          503, "{\"error\":\"unavailable\",\"reason\":\"Starting.\",\"code\":\"starting\"}");

  /** What the documents of Liveblocks show for {@code resolveUsers}. */
  private static final String NAIVE =
      """
      authEndpoint: '/api/liveblocks-auth',
      resolveUsers: async (query) => {
        const response = await fetch('/api/liveblocks-directory', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(query),
        });
        return response.json();
      }\
      """;

  private static final String USERS = "lookUp('usersStore', ['alice', 'nobody', 'bob'])";
  private static final List<@Nullable Object> NAMES =
      Arrays.asList(named("alice"), null, named("bob"));
  private static final List<@Nullable Object> NOTHING = Arrays.asList(null, null, null);

  private final TroubleFilter trouble = new TroubleFilter();
  private final EverybodyDirectory directory = new EverybodyDirectory();

  DirectoryE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  private static Map<String, Object> named(String id) {
    return Map.of("name", "Name of " + id);
  }

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("alice", List.of("*:write")));
  }

  private Site.Builder siteWithDirectory() {
    return site()
        .servlet(EverybodyDirectory.PATH, directory.servlet())
        .filter(EverybodyDirectory.PATH, trouble);
  }

  /** A page in a room, with the module's options. */
  private RealClient enter(String options) {
    Site site = start(siteWithDirectory());
    RealClient alice = open(site.signIn("alice"));
    alice.load(site.module());
    alice.enter(room, "...liveblocks({ fetch, %s })".formatted(options));
    return alice;
  }

  @ParameterizedTest
  @CsvSource({"''", "/mywar"})
  void lookUpWhenTheApplicationIsAtAContextPathThenEndpointsAreFound(String contextPath) {
    Site site = start(siteWithDirectory().contextPath(contextPath));
    RealClient alice = open(site.signIn("alice"));
    alice.load(site.module());

    alice.connect(room, "...liveblocks(%s)".formatted(optionsOfThePlatform()));

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
    assertThat(alice.value(USERS)).isEqualTo(NAMES);
    assertThat(alice.value("typeof liveblocks().authEndpoint")).isEqualTo("string");
  }

  /** Nothing in a browser. Node has no cookies, unless the fetch has them. */
  private String optionsOfThePlatform() {
    return platform == Platform.NODE ? "{ fetch }" : "";
  }

  @Test
  void lookUpWhenNobodyIsSignedInThenIdsAreUnknown() {
    Site site = start(siteWithDirectory());
    RealClient stranger = open(site.page());
    stranger.load(site.module());
    stranger.enter(room, "...liveblocks({ fetch })");

    assertThat(stranger.value(USERS)).isEqualTo(NOTHING);
    assertThat(stranger.value("suggest({ roomId: room.id, text: '' })")).isEqualTo(List.of());
    assertThat(trouble.requests()).isEqualTo(2);
  }

  @Test
  void lookUpWhenTheDirectoryFailsOnceThenNamesShow() {
    RealClient alice = enter("");
    trouble.happen(UNAVAILABLE);

    assertThat(alice.value(USERS)).isEqualTo(NAMES);
    assertThat(trouble.requests()).isEqualTo(2);
  }

  /** What the module is for. */
  @Test
  void lookUpWhenTheDirectoryFailsOnceWithoutTheModuleThenNamesNeverShow() {
    RealClient alice = open(start(siteWithDirectory()).signIn("alice"));
    alice.enter(room, NAIVE);
    trouble.happen(UNAVAILABLE);

    Object failed = Collections.nCopies(3, "error: Callback must return an array.");
    assertThat(alice.value(USERS)).isEqualTo(failed);
    assertThat(alice.value(USERS)).isEqualTo(failed);
    assertThat(trouble.requests()).isEqualTo(1);
    alice.value("client.resolvers.invalidateUsers()");
    assertThat(alice.value(USERS)).isEqualTo(NAMES);
  }

  @Test
  void lookUpWhenAProxyRespondsInHtmlThenNamesShow() {
    RealClient alice = enter("");
    trouble.happen(Trouble.html(502), Trouble.html(504));

    assertThat(alice.value(USERS)).isEqualTo(NAMES);
    assertThat(trouble.requests()).isEqualTo(3);
  }

  @Test
  void lookUpWhenTheDirectoryHangsThenNamesShow() {
    RealClient alice = enter("timeout: 500");
    trouble.happen(Trouble.silence());

    assertThat(alice.value(USERS)).isEqualTo(NAMES);
    assertThat(trouble.requests()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"200 [{}]", "200 {\"alice\":{}}", "401 {}", "403 {}", "404 {}"})
  void lookUpWhenTheResponseIsOfNoUseThenIdsAreUnknownAtOnce(int status, String body) {
    RealClient alice = enter("");
    trouble.happen(Trouble.json(status, body));

    assertThat(alice.value(USERS)).isEqualTo(NOTHING);
    assertThat(trouble.requests()).isEqualTo(1);
  }

  @Test
  void lookUpWhenTheDirectoryIsAwayForLongThenNamesShowLater() {
    RealClient alice = enter("timeout: 500, client: () => client");
    trouble.happen(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    assertThat(alice.value(USERS)).isEqualTo(NOTHING);

    alice.until(USERS + ".then(([first]) => first !== null)");

    assertThat(alice.value(USERS)).isEqualTo(NAMES);
    assertThat(trouble.requests()).isEqualTo(5);
  }

  @Test
  void lookUpWhenIdsAreManyThenEachHasItsOwnName() {
    RealClient alice = enter("");
    List<String> ids = IntStream.range(0, 120).mapToObj(i -> "person-" + i).toList();
    String array = ids.stream().collect(Collectors.joining("','", "['", "']"));
    trouble.happen(UNAVAILABLE);

    for (String store : List.of("usersStore", "roomsInfoStore", "groupsInfoStore")) {
      assertThat(alice.value("lookUp('%s', %s)".formatted(store, array)))
          .isEqualTo(ids.stream().map(DirectoryE2eIT::named).toList());
    }

    assertThat(trouble.requests()).isEqualTo(10);
    assertThat(directory.largestBatch()).isEqualTo(50);
  }

  @Test
  void suggestWhenTextIsTypedThenEachListIsItsOwn() {
    RealClient alice = enter("");
    trouble.happen(UNAVAILABLE);

    Object ids =
        alice.value(
            """
            Promise.all(['', 'a', 'al', 'ali', 'alix'].map((text) => suggest({ roomId: room.id, text })))
              .then((lists) => lists.map((list) => list.map(({ kind, id }) => kind + ' ' + id).join()))\
            """);

    assertThat(ids)
        .isEqualTo(
            List.of(
                "user alan,user alice,user bob,group all",
                "user alan,user alice,group all",
                "user alan,user alice,group all",
                "user alice",
                ""));
  }

  /** An empty list would be kept for this text; after a rejection, the client asks again. */
  @Test
  void suggestWhenTheDirectoryIsAwayThenRejects() {
    RealClient alice = enter("");
    trouble.happen(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);

    assertThat(alice.value("suggest({ roomId: room.id, text: 'b' }).catch((e) => e.message)"))
        .isEqualTo("503, Starting.");
    assertThat(alice.value("suggest({ roomId: room.id, text: 'b' })"))
        .isEqualTo(List.of(Map.of("kind", "user", "id", "bob")));
  }

  @Test
  void suggestWhenTheRoomIsDeniedThenIsEmpty() {
    RealClient alice = enter("");
    trouble.happen(Trouble.json(403, "{\"error\":\"forbidden\"}"));

    assertThat(alice.value("suggest({ roomId: room.id, text: '' })")).isEqualTo(List.of());
    assertThat(trouble.requests()).isEqualTo(1);
  }
}
