package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A denial stops the real client after one request, and it reports the reason. */
@EnumSource(EndToEnd.Platform.class)
class DenialE2eIT extends EndToEnd {

  private static final String REASON = "Your plan has no \"collaboration\" – ask the owner.";

  DenialE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @ParameterizedTest
  @EnumSource
  void enterWhenUnauthenticatedThenStops(AuthForm form) {
    Site site = site();
    RealClient alice = open(site.page());

    alice.enter(room, form.options());

    assertStopped(alice, site, form, 401, "unauthenticated");
  }

  @ParameterizedTest
  @EnumSource
  void enterWhenTheResolverDeniesThenStopsWithItsReason(AuthForm form) {
    Site site =
        site()
            .resolver(
                request -> {
                  throw new AccessDeniedException(REASON);
                });
    RealClient alice = open(site.page());

    alice.enter(room, form.options());

    assertThat(assertStopped(alice, site, form, 403, "access_denied")).isEqualTo(REASON);
  }

  @ParameterizedTest
  @EnumSource
  void enterWhenTheAuthorizerGrantsAnotherRoomThenStops(AuthForm form) {
    Site site =
        site().authorizer((user, request) -> Session.none().allow("hall", Permission.WRITE));
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options());

    assertStopped(alice, site, form, 403, "access_denied");
  }

  @ParameterizedTest
  @EnumSource
  void enterWhenTheRoomIdIsTooLongThenStops(AuthForm form) {
    Site site = site();
    RealClient alice = open(site.signIn("alice"));

    alice.enter("r".repeat(129), form.options());

    assertStopped(alice, site, form, 400, "invalid_request");
  }

  @ParameterizedTest
  @EnumSource
  void enterWhenThePageUsesAnotherMethodThenStops(AuthForm form) {
    Site site = site();
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options(Site.ENDPOINT, "init => ({ ...init, method: 'PUT' })"));

    assertStopped(alice, site, form, 405, "method_not_allowed");
  }

  @ParameterizedTest
  @EnumSource
  void enterWhenLiveblocksRejectsTheIdentityThenStops(AuthForm form) {
    FakeLiveblocks fake = closedAfterTest(FakeLiveblocks.start());
    fake.always(Failure.status(422));
    Site site = closedAfterTest(new Site(fake.baseUrl(), fake.secretKey()));
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options());

    assertStopped(alice, site, form, 422, "identity_rejected");
  }

  @Test
  void enterWhenTheEndpointIsDisabledThenStops() {
    Site site = site().setting("enabled", "false");
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, AuthForm.PLAIN);

    alice.until("errors.length > 0");
    assertThat(String.valueOf(alice.value("errors[0].message")))
        .endsWith("(404 returned by POST %s)".formatted(Site.ENDPOINT));
  }

  @Test
  void reconnectWhenSignedInSinceTheDenialThenConnects() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
    AtomicBoolean signedIn = new AtomicBoolean();
    Site site = site().resolver(request -> signedIn.get() ? LiveblocksUser.of("alice") : null);
    RealClient alice = open(site.page());
    alice.enter(room, AuthForm.PLAIN);
    alice.until("errors.length === 1");

    signedIn.set(true);
    alice.value("room.reconnect()");

    alice.until("room.getStatus() === 'connected'");
    assertThat(site.outcomes()).containsExactly("POST 401", "POST 200");
  }

  /** Returns the reason that the client shows. */
  private static String assertStopped(
      RealClient client, Site site, AuthForm form, int status, String code) {
    client.until("errors.length > 0");
    assertThat(client.value("room.getStatus()")).isEqualTo("disconnected");
    String message = String.valueOf(client.value("errors[0].message"));
    assertThat(site.outcomes()).hasSize(1).allMatch(outcome -> outcome.endsWith(" " + status));
    if (form == AuthForm.CALLBACK) {
      return message.replaceFirst("^Authentication failed: ", "");
    }
    // The client shows the whole response.
    assertThat(message)
        .endsWith(
            "\"code\":\"%s\"} (%d returned by POST %s)".formatted(code, status, Site.ENDPOINT));
    return String.valueOf(client.value("JSON.parse(errors[0].message.match(/{.*}/)[0]).reason"));
  }
}
