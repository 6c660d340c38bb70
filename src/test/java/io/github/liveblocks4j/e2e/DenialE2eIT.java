package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every deliberate denial stops the real client after one request, in both forms of {@code
 * authEndpoint}, and it reports the reason.
 */
@EnumSource(Platform.class)
class DenialE2eIT extends EndToEnd {

  // In a browser the page cannot say this, and need not.
  private static final String FROM_ORIGIN =
      "init => ({ ...init, headers: { ...init.headers, origin: 'http://app.test' } })";

  DenialE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenNobodyIsSignedIn(AuthForm form) {
    Site site = start(site());
    RealClient stranger = open(site.page());

    stranger.enter(room, form.options());

    assertStopped(stranger, site, form, 401, "unauthenticated", "Nobody is signed in.");
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenTheResolverDenies(AuthForm form) {
    String reason = "Your plan has no \"collaboration\" – ask the owner.";
    Site site =
        start(
            site()
                .resolver(
                    request -> {
                      throw new AccessDeniedException(reason);
                    }));
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options());

    assertStopped(alice, site, form, 403, "access_denied", reason);
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenTheAuthorizerGrantsNothing(AuthForm form) {
    Site site = start(site().authorizer((user, request) -> Session.none()));
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options());

    assertStopped(alice, site, form, 403, "access_denied", "This user may not enter any room.");
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenTheAuthorizerGrantsAnotherRoom(AuthForm form) {
    Site site =
        start(site().authorizer((user, request) -> Session.none().allow("hall", Permission.WRITE)));
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options());

    assertStopped(alice, site, form, 403, "access_denied", "This user may not enter this room.");
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenTheRoomIdIsTooLong(AuthForm form) {
    Site site = start(site());
    RealClient alice = open(site.signIn("alice"));

    alice.enter("r".repeat(129), form.options());

    assertStopped(
        alice,
        site,
        form,
        400,
        "invalid_request",
        "The member room is longer than 128 characters.");
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenTheBodyIsTooLarge(AuthForm form) {
    Site site = start(site());
    RealClient alice = open(site.signIn("alice"));

    alice.enter("r".repeat(20_000), form.options());

    assertStopped(
        alice,
        site,
        form,
        400,
        "request_too_large",
        "The body is larger than 16384 bytes (setting maxBodyBytes).");
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenThePageSendsAnotherContentType(AuthForm form) {
    Site site = start(site());
    RealClient alice = open(site.signIn("alice"));

    alice.enter(
        room, form.options("init => ({ ...init, headers: { 'Content-Type': 'text/plain' } })"));

    assertStopped(
        alice,
        site,
        form,
        400,
        "unsupported_media_type",
        "The body must be application/json in UTF-8.");
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenThePageUsesAnotherMethod(AuthForm form) {
    Site site = start(site());
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options("init => ({ ...init, method: 'PUT' })"));

    assertStopped(alice, site, form, 405, "method_not_allowed", "Use POST.");
  }

  @ParameterizedTest
  @EnumSource
  void stopsWhenLiveblocksRejectsTheIdentity(AuthForm form) {
    try (FakeLiveblocks fake = FakeLiveblocks.start()) {
      fake.always(Failure.status(422));
      Site site = start(Site.asking(fake.baseUrl(), fake.secretKey()));
      RealClient alice = open(site.signIn("alice"));

      alice.enter(room, form.options());

      assertStopped(
          alice,
          site,
          form,
          422,
          "identity_rejected",
          "Liveblocks rejected what the server said about this user; the server's log says why.");
    }
  }

  /** A page without TLS: its browser sends Origin only, and the proxy has changed the Host. */
  @ParameterizedTest
  @EnumSource
  void stopsWhenAProxyHidesThatThePageIsOurs(AuthForm form) {
    Site site = start(site().proxiedAs("backend:8080"));
    RealClient alice = open(withoutTls(site.signIn("alice")));

    alice.enter(room, form.options(FROM_ORIGIN));

    assertStopped(
        alice,
        site,
        form,
        403,
        "origin_not_allowed",
        "Requests from this origin are not allowed: add it to the setting allowedOrigins, or let the proxy pass on the Host header.");
  }

  @Test
  void stopsWhenTheEndpointIsSwitchedOff() {
    Site site = start(site().setting("enabled", "false"));
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, AuthForm.PLAIN);

    alice.until("errors.length > 0");
    assertThat(String.valueOf(alice.value("errors[0].message")))
        .endsWith("(404 returned by POST %s)".formatted(Site.ENDPOINT));
    assertThat(site.requests()).hasSize(1);
  }

  @Test
  void asksAgainOnlyWhenThePageReconnects() {
    devServer.createRoom(room, Map.of("alice", List.of("*:write")));
    AtomicBoolean signedIn = new AtomicBoolean();
    Site site =
        start(site().resolver(request -> signedIn.get() ? LiveblocksUser.of("alice") : null));
    RealClient alice = open(site.page());
    alice.enter(room, AuthForm.PLAIN);
    alice.until("errors.length === 1");

    signedIn.set(true);
    alice.value("room.reconnect()");

    alice.until("room.getStatus() === 'connected'");
    assertThat(site.requests()).extracting(RequestCounter.Asked::status).containsExactly(401, 200);
  }

  private static void assertStopped(
      RealClient client, Site site, AuthForm form, int status, String code, String reason) {
    client.until("errors.length > 0");
    assertThat(client.value("room.getStatus()")).isEqualTo("disconnected");
    assertThat(client.value("errors.length")).hasToString("1");
    String message = String.valueOf(client.value("errors[0].message"));
    if (form == AuthForm.URL) {
      // The client shows the whole answer, and has nothing else to tell.
      assertThat(message)
          .startsWith("Unauthorized: {\"error\":\"forbidden\",\"reason\":\"")
          .endsWith(
              "\"code\":\"%s\"} (%d returned by POST %s)".formatted(code, status, Site.ENDPOINT));
      assertThat(client.value("JSON.parse(errors[0].message.match(/{.*}/)[0]).reason"))
          .isEqualTo(reason);
    } else {
      assertThat(message).isEqualTo("Authentication failed: " + reason);
    }
    assertThat(site.requests())
        .extracting(RequestCounter.Asked::status)
        .as("statuses of all answers")
        .containsExactly(status);
  }
}
