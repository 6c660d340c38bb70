package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A denial stops the real client after one request, and it reports the reason; after a transient
 * failure it retries until it is connected, without an error.
 */
@ParameterizedClass
@EnumSource
class FailuresE2eIT extends EndToEnd {

  private static final String REASON = "Your plan has no \"collaboration\" – ask the owner.";

  private final AuthForm form;

  FailuresE2eIT(AuthForm form) {
    this.form = form;
  }

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request",
    "401, unauthenticated",
    "403, access_denied",
    "405, method_not_allowed",
    "422, identity_rejected"
  })
  void enterWhenDeniedThenStopsAfterOneRequest(int status, String code) {
    FakeLiveblocks fake = closedAfterTest(FakeLiveblocks.start());
    fake.always(Failure.status(422)); // Of what gets so far.
    Site site = closedAfterTest(new Site(fake.baseUrl(), fake.secretKey()));
    if (status == 403) {
      site.resolver(
          request -> {
            throw new AccessDeniedException(REASON);
          });
    }
    RealClient alice = open(status == 401 ? site.page() : site.signIn("alice"));
    String change = status == 405 ? "init => ({ ...init, method: 'PUT' })" : "init => init";

    alice.enter(status == 400 ? "r".repeat(129) : room, form.options(Site.ENDPOINT, change));

    alice.until("errors.length > 0");
    assertThat(alice.value("room.getStatus()")).isEqualTo("disconnected");
    assertThat(site.outcomes()).singleElement().asString().endsWith(" " + status);
    String message = String.valueOf(alice.value("errors[0].message"));
    String shown = message;
    if (form == AuthForm.URL) { // Its message is the whole response.
      assertThat(message)
          .endsWith(
              "\"code\":\"%s\"} (%d returned by POST %s)".formatted(code, status, Site.ENDPOINT));
      shown = String.valueOf(alice.value("JSON.parse(errors[0].message.match(/{.*}/)[0]).reason"));
    }
    if (status == 403) {
      assertThat(shown).endsWith(REASON);
    }
  }

  @Test
  void reconnectWhenSignedInSinceTheDenialThenConnects() {
    AtomicBoolean signedIn = new AtomicBoolean();
    Site site = site().resolver(request -> signedIn.get() ? LiveblocksUser.of("alice") : null);
    RealClient alice = open(site.page());
    alice.enter(room, form.options());
    alice.until("errors.length === 1");

    signedIn.set(true);
    alice.value("room.reconnect()");

    alice.until("room.getStatus() === 'connected'");
    assertThat(site.outcomes()).containsExactly("POST 401", "POST 200");
  }

  /**
   * The settings maxRetries and deadline, the failures of Liveblocks, and what the client sees of
   * them.
   */
  static Stream<Arguments> failures() {
    Failure html = Failure.status(200).body("<html>a proxy's login page</html>");
    return Stream.of(
        Arguments.of(
            0, "5m", List.of(Failure.status(503), Failure.status(429)), List.of(503, 503, 200)),
        Arguments.of(0, "5m", List.of(Failure.status(401), html), List.of(502, 502, 200)),
        Arguments.of(0, "3s", List.of(Failure.hang()), List.of(504, 200)),
        Arguments.of(2, "5m", List.of(Failure.status(503), Failure.status(503)), List.of(200)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void enterWhenLiveblocksFailsThenConnectsLater(
      int maxRetries, String deadline, List<Failure> failures, List<Integer> statuses) {
    FakeLiveblocks fake = closedAfterTest(FakeLiveblocks.start());
    fake.next(failures.toArray(Failure[]::new));
    // Then it responds with a token with which the client can connect.
    fake.next(Failure.status(200).body("{\"token\":\"%s\"}".formatted(devServer.idToken("alice"))));
    Site site =
        closedAfterTest(new Site(fake.baseUrl(), fake.secretKey()))
            .setting("maxRetries", Integer.toString(maxRetries))
            .setting("deadline", deadline);

    RealClient alice = open(site.signIn("alice"));

    alice.connect(room, form.options());

    assertThat(alice.value("errors")).isEqualTo(List.of());
    assertThat(site.outcomes())
        .isEqualTo(statuses.stream().map(status -> "POST " + status).toList());
  }
}
