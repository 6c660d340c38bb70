package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A denial stops the real client after one request, and it reports the reason. */
class DenialE2eIT extends EndToEnd {

  private static final String REASON = "Your plan has no \"collaboration\" – ask the owner.";

  @ParameterizedTest
  @CsvSource({
    "URL, 400, invalid_request",
    "URL, 401, unauthenticated",
    "URL, 403, access_denied",
    "URL, 405, method_not_allowed",
    "URL, 422, identity_rejected",
    "CALLBACK, 400, invalid_request",
    "CALLBACK, 401, unauthenticated",
    "CALLBACK, 403, access_denied",
    "CALLBACK, 405, method_not_allowed",
    "CALLBACK, 422, identity_rejected"
  })
  void enterWhenDeniedThenStopsAfterOneRequest(AuthForm form, int status, String code) {
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
}
