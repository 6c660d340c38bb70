package io.github.liveblocks4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client takes the tokens of {@link FakeLiveblocks}, and goes on to connect with them. */
class FakeTokenE2eIT extends EndToEnd {

  private static final String USER = "älice-爱丽丝-🦊";
  private static final Map<String, Object> INFO =
      Map.of("name", "爱丽丝 Ålice \"🦊\" أليس", "avatar", "https://example.com/a?b=c&d");

  // Stands in for the connection, which FakeLiveblocks does not have.
  private static final String NOTING_SOCKET =
      ", polyfills: { WebSocket: class { constructor(url) { notes.push(url); }"
          + " addEventListener() {} removeEventListener() {} close() {} } }";

  @AutoClose private final Json json = new Json();

  @ParameterizedTest
  @ValueSource(strings = {"id", "acc"})
  void connectWhenTheTokenIsOfTheFakeThenCarriesTheUser(String kind) {
    FakeLiveblocks fake = closedAfterTest(FakeLiveblocks.start());
    Site site =
        closedAfterTest(new Site(fake.baseUrl(), fake.secretKey()))
            .resolver(request -> LiveblocksUser.of(USER).userInfo(INFO));
    if (kind.equals("acc")) {
      site.authorizer((user, request) -> Session.none().allowPrefix("room-", Permission.WRITE));
    }
    RealClient alice = open(site.page());

    alice.enter(room, AuthForm.PLAIN + NOTING_SOCKET);

    alice.until("notes.length > 0");
    Object token = alice.value("new URL(notes[0]).searchParams.get('tok')");
    byte[] payload = Base64.getUrlDecoder().decode(String.valueOf(token).split("\\.", -1)[1]);
    Map<String, Object> claims = Json.toMap(json.readObject(new String(payload, UTF_8)));
    assertThat(claims.get("k")).isEqualTo(kind);
    assertThat(claims.get("uid")).isEqualTo(USER);
    assertThat(claims.get("ui")).isEqualTo(INFO);
    if (kind.equals("acc")) {
      assertThat(claims.get("perms")).isEqualTo(Map.of("room-*", List.of("*:write")));
    }
  }
}
