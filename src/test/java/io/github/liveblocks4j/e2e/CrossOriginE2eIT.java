package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.support.Await;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of other origins: what only a browser does. DocumentedPageE2eIT has the callback form. */
@EnumSource(value = EndToEnd.Platform.class, names = "CHROMIUM")
class CrossOriginE2eIT extends EndToEnd {

  CrossOriginE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @Test
  void moduleWhenTheOriginIsAllowedThenConnectsWithTheCookies() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
    Site elsewhere = site();
    Site site = site().setting("allowedOrigins", elsewhere.origin()).names(new Names());
    RealClient alice = open(site.signInAndGoTo("alice", elsewhere.page()));
    alice.load(elsewhere.module());

    alice.connect(
        room,
        "...liveblocks({ authEndpoint: '%s', directory: '%s', credentials: 'include' })"
            .formatted(site.endpoint(), site.origin() + Site.DIRECTORY));

    assertThat(alice.value("location.origin")).isEqualTo(elsewhere.origin());
    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
    assertThat(alice.value("lookUp('usersStore', ['bob'])"))
        .isEqualTo(List.of(Map.of("name", "Name of bob")));
    assertThat(site.outcomes()).containsExactly("OPTIONS 204", "POST 200");
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
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
    String page = site().signIn("alice").toString();
    RealClient alice = open(URI.create(page.replace("127.0.0.1", "app.test")));

    alice.connect(room, AuthForm.PLAIN);

    assertThat(alice.value("isSecureContext")).isEqualTo(false);
    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }
}
