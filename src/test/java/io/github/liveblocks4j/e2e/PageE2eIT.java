package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.support.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a browser does: the pages of the documents, and those of other origins. */
class PageE2eIT extends EndToEnd {

  private static final Pattern OPTIONS =
      Pattern.compile("createClient\\(\\{(.*)}\\);", Pattern.DOTALL);

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
  }

  private static String snippet(String file) throws IOException {
    return Files.readString(Path.of("src/test/resources/readme", file));
  }

  /** Returns what a snippet passes to createClient. */
  private static String options(String name) throws IOException {
    Matcher options = OPTIONS.matcher(snippet(name + ".js"));
    assertThat(options.find()).isTrue();
    return options.group(1);
  }

  @Test
  void clientWhenThePageNamesTheEndpointThenEntersTheRoomAsItsUser() throws IOException {
    RealClient alice = open(site().signIn("alice"));
    alice.value("document.body.dataset.authEndpoint = '" + Site.ENDPOINT + "'");

    alice.connect(room, options("client"));
    String snippet = snippet("room.js").replace("plans", room).replace("console.log", "notes.push");
    alice.value("(() => { " + snippet + " })()");
    alice.value("room.reconnect() ?? null");

    alice.until("notes.some((self) => self?.id === 'alice')");
  }

  @Test
  void clientWhenTheEndpointIsRelativeThenConnectsByTheBase() throws IOException {
    RealClient alice = open(site().signIn("alice"));
    alice.value("history.replaceState(null, '', '/boards/7') ?? null");
    alice.value("(document.head.innerHTML += '<base href=\"/\">') && null");

    alice.connect(room, options("relative"));

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }

  /** Another page tells what the server would: the development server has no broadcast. */
  @Test
  void pageWhenAccessHasChangedThenWhoLostItIsOutAndTheOthersAreBack() throws IOException {
    Set<String> writers = ConcurrentHashMap.newKeySet();
    writers.addAll(Set.of("alice", "bob", "carol"));
    Site site =
        site()
            .authorizer(
                (user, request) ->
                    writers.contains(user.userId())
                        ? Session.none().allow(room, Permission.WRITE)
                        : Session.none());
    String snippet = snippet("access-changed.js");
    RealClient alice = open(site.signIn("alice"));
    RealClient bob = open(site.signIn("bob"));
    RealClient carol = open(site.signIn("carol"));
    for (RealClient each : List.of(alice, bob, carol)) {
      each.connect(room, AuthForm.PLAIN);
      each.value("(() => { room.subscribe('status', (status) => notes.push(status)); })()");
      each.value("(() => { " + snippet + " })()");
    }
    alice.until("others.length === 2");

    writers.remove("bob");
    assertThat(bob.value("room.getStatus()")).isEqualTo("connected");
    alice.value("room.broadcastEvent({ type: 'access-changed' })");

    bob.until("errors.length > 0 && room.getStatus() === 'disconnected'");
    carol.until("notes.includes('connected') && room.getStatus() === 'connected'");
    alice.until("others.length === 1");
  }

  @Test
  void callbackWhenTheEndpointIsOfAnotherOriginThenConnectsWithTheCookies() throws IOException {
    Site elsewhere = site();
    Site site = site().setting("allowedOrigins", elsewhere.origin());
    RealClient alice = open(site.signInAndGoTo("alice", elsewhere.page()));

    alice.connect(
        room,
        options("callback")
            .replace("https://app.example.com/api/liveblocks-auth", site.endpoint()));

    assertThat(alice.value("location.origin")).isEqualTo(elsewhere.origin());
    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
    assertThat(site.outcomes()).containsExactly("OPTIONS 204", "POST 200");
  }

  @Test
  void moduleWhenAnImportMapNamesItThenConnectsAndShowsNames() throws IOException {
    Site site = site().contextPath("/mywar").names(new Names());
    RealClient alice = open(site.signIn("alice"));
    String map =
        snippet("import-map.jsp")
            .replace("${pageContext.request.contextPath}", "/mywar")
            .replaceAll("</?script.*?>", "");
    alice.value(
        "document.head.append(Object.assign(document.createElement('script'), { type: 'importmap', text: `%s` }))"
            .formatted(map));
    alice.load(URI.create("liveblocks-servlet"));

    alice.connect(room, options("module"));

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
    assertThat(alice.value("lookUp('usersStore', ['bob'])"))
        .isEqualTo(List.of(Map.of("name", "Name of bob")));
  }

  @Test
  void moduleWhenThePageAddsATokenAndATenantThenTheResolverSeesThem() throws IOException {
    Site site =
        site()
            .resolver(
                request ->
                    "t0ken".equals(request.http().getHeader("X-CSRF-Token"))
                            && "acme".equals(request.body().get("tenant"))
                        ? LiveblocksUser.of("alice")
                        : null);
    RealClient alice = open(site.page());
    alice.value("(document.head.innerHTML += '<meta name=csrf content=t0ken>') && null");
    alice.value("document.body.dataset.tenant = 'acme'");
    alice.load(site.module());

    alice.connect(room, options("module-options"));

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }

  /** The browser hides the denial from the page, so its client retries. */
  @Test
  void callbackWhenTheOriginIsNotAllowedThenNeverReachesTheResolver() {
    AtomicInteger lookedUp = new AtomicInteger();
    Site elsewhere = site();
    Site site =
        site()
            .resolver(
                request -> {
                  lookedUp.incrementAndGet();
                  return LiveblocksUser.of("alice");
                });
    RealClient alice = open(site.signInAndGoTo("alice", elsewhere.page()));

    alice.enter(
        room,
        AuthForm.CALLBACK.options(
            site.endpoint(), "init => ({ ...init, credentials: 'include' })"));

    Await.until(() -> site.outcomes().size() >= 3);
    assertThat(site.outcomes()).containsOnly("OPTIONS 403");
    assertThat(alice.value("room.getStatus()")).isEqualTo("connecting");
    assertThat(lookedUp).hasValue(0);
  }

  /** A browser does not trust a page without TLS, and sends its origin only. */
  @Test
  void ownPageWhenTheBrowserSendsOnlyItsOriginThenConnects() {
    String page = site().signIn("alice").toString();
    RealClient alice = open(URI.create(page.replace("127.0.0.1", "app.test")));

    alice.connect(room, AuthForm.PLAIN);

    assertThat(alice.value("isSecureContext")).isEqualTo(false);
    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }
}
