package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of other origins: what only a browser does. */
@EnumSource(value = Platform.class, names = "CHROMIUM")
class CrossOriginE2eIT extends EndToEnd {

  private static final String WITH_COOKIES = "init => ({ ...init, credentials: 'include' })";

  CrossOriginE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @Test
  void pageOfAnAllowedOriginConnectsWithTheVisitorsCookies() {
    devServer.createRoom(room, Map.of("alice", List.of("*:write")));
    Site elsewhere = start(site());
    Site site = start(site().setting("allowedOrigins", elsewhere.origin()));
    RealClient alice = open(site.signInAndGoTo("alice", elsewhere.page()));

    alice.connect(room, AuthForm.CALLBACK.options(site.endpoint(), WITH_COOKIES));

    assertThat(alice.value("location.origin")).isEqualTo(elsewhere.origin());
    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
    assertThat(site.requests())
        .extracting(RequestCounter.Asked::method)
        .containsExactly("OPTIONS", "POST");
  }

  @Test
  void pageOfAnAllowedOriginWhenItUsesTheModuleThenConnectsWithTheVisitorsCookies() {
    devServer.createRoom(room, Map.of("alice", List.of("*:write")));
    Site elsewhere = start(site());
    Site site =
        start(
            site()
                .setting("allowedOrigins", elsewhere.origin())
                .servlet(EverybodyDirectory.PATH, new EverybodyDirectory().servlet()));
    RealClient alice = open(site.signInAndGoTo("alice", elsewhere.page()));
    alice.load(elsewhere.module());

    alice.connect(
        room,
        "...liveblocks({ authEndpoint: '%s', directory: '%s', credentials: 'include' })"
            .formatted(site.endpoint(), site.origin() + EverybodyDirectory.PATH));

    assertThat(alice.value("lookUp('usersStore', ['bob'])"))
        .isEqualTo(List.of(Map.of("name", "Name of bob")));

    assertThat(alice.value("location.origin")).isEqualTo(elsewhere.origin());
    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }

  @Test
  void pageOfAnAllowedOriginIsToldWhyWhenTheVisitorIsNotSignedIn() {
    Site elsewhere = start(site());
    Site site = start(site().setting("allowedOrigins", elsewhere.origin()));
    RealClient stranger = open(elsewhere.page());

    stranger.enter(room, AuthForm.CALLBACK.options(site.endpoint(), WITH_COOKIES));

    stranger.until("errors.length > 0");
    assertThat(stranger.value("errors[0].message"))
        .isEqualTo("Authentication failed: Nobody is signed in.");
  }

  /**
   * The browser hides the refusal from the page, so its client cannot know that trying again is of
   * no use.
   */
  @Test
  void pageOfAnotherOriginGetsNothingAndItsUserIsNeverLookedUp() {
    AtomicInteger lookedUp = new AtomicInteger();
    Site elsewhere = start(site());
    Site site =
        start(
            site()
                .resolver(
                    request -> {
                      lookedUp.incrementAndGet();
                      return LiveblocksUser.of("alice");
                    }));
    RealClient alice = open(site.signInAndGoTo("alice", elsewhere.page()));

    alice.enter(room, AuthForm.CALLBACK.options(site.endpoint(), WITH_COOKIES));

    for (int i = 0; i < 3; i++) {
      RequestCounter.Asked asked = site.takeRequest();
      assertThat(asked.method()).isEqualTo("OPTIONS");
      assertThat(asked.status()).isEqualTo(403);
    }
    assertThat(alice.value("room.getStatus()")).isEqualTo("connecting");
    assertThat(lookedUp).hasValue(0);
  }

  @Test
  void ownPageConnectsWhenTheBrowserSendsOnlyItsOrigin() {
    devServer.createRoom(room, Map.of("alice", List.of("*:write")));
    Site site = start(site());
    RealClient alice = open(withoutTls(site.signIn("alice")));

    alice.connect(room, AuthForm.PLAIN);

    assertThat(alice.value("isSecureContext")).isEqualTo(false);
    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }
}
