package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor may write into a request, and what must not come of it. */
class HostileRequestTest {

  private static final AtomicInteger AUTHORIZED = new AtomicInteger();

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final CapturedLog log = new CapturedLog();
  private final Map<String, String> params = new HashMap<>();

  @BeforeEach
  void point() {
    params.put("secretKey", fake.secretKey());
    params.put("baseUrl", fake.baseUrl().toString());
    AUTHORIZED.set(0);
  }

  @AfterEach
  void nothingIsLogged() {
    log.close();
    assertThat(log.at(Level.WARNING)).isEmpty();
    assertThat(log.at(Level.SEVERE)).isEmpty();
  }

  /** The natural authorizer: whoever is signed in may enter the room that they ask for. */
  public static final class AnyRoom implements RoomAuthorizer {
    @Override
    public Session authorize(LiveblocksUser user, AuthRequest request) {
      AUTHORIZED.incrementAndGet();
      return Session.none().allow(request.room().orElse("lobby"), Permission.WRITE);
    }
  }

  private HttpResponse<String> post(String body) {
    AtomicInteger resolved = new AtomicInteger();
    try (TestApp app =
        TestApp.with(
            new LiveblocksAuthServlet(
                request -> {
                  resolved.incrementAndGet();
                  return LiveblocksUser.of("alice");
                }),
            params)) {
      HttpResponse<String> response = app.post(body);
      assertThat(resolved.get() > 0).isEqualTo(response.statusCode() == 200);
      return response;
    }
  }

  private void assertRejected(String body) {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"forbidden\"").contains("\"invalid_request\"");
    assertThat(fake.requests()).isEmpty();
    assertThat(AUTHORIZED).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "acme:*", "a*b", "**", "\\u002a", "a*\\nForged log line"})
  void postWhenTheRoomHasAnAsteriskAndAccessTokensAreMintedThenRejected(String room) {
    params.put("roomAuthorizer", AnyRoom.class.getName());

    assertRejected("{\"room\":\"" + room + "\"}");
  }

  @Test
  void postWhenTheRoomHasAnAsteriskAndIdTokensAreMintedThenResponds() {
    assertThat(post("{\"room\":\"acme:*\"}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\u0000b",
        "a\\nb",
        "a\\u001fb",
        "a\\u007fb",
        "a\\u0085b",
        "\\ud800",
        "a\\udfff",
        "\\udc00\\ud800"
      })
  void postWhenTheRoomHasAControlCharacterOrHalfASurrogatePairThenRejected(String room) {
    assertRejected("{\"room\":\"" + room + "\"}");
    params.put("roomAuthorizer", AnyRoom.class.getName());
    assertRejected("{\"room\":\"" + room + "\"}");
  }

  @Test
  void postWhenTheRoomIsInAnyScriptThenResponds() {
    params.put("roomAuthorizer", AnyRoom.class.getName());

    assertThat(post("{\"room\":\"планы 計画 🦊\"}").statusCode()).isEqualTo(200);
    assertThat(fake.requests())
        .singleElement()
        .satisfies(asked -> assertThat(asked.body()).contains("\"планы 計画 🦊\":[\"*:write\"]"));
  }

  @Test
  void postWhenANumberIsLongOrHugeThenRejectedOrIgnored() {
    for (String number :
        new String[] {"1".repeat(2_000), "1e99999999999", "1e999999999", "-0.1E-2147483649"}) {
      HttpResponse<String> response = post("{\"n\":" + number + "}");
      assertThat(response.statusCode()).as(number).isIn(200, 400);
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .containsIgnoringCase("application/json");
    }
  }
}
