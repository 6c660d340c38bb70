package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/** The real client takes the tokens of {@link FakeLiveblocks}, and goes on to connect with them. */
@EnumSource(Platform.class)
class FakeTokenE2eIT extends EndToEnd {

  private static final String USER = "älice-爱丽丝-🦊";
  private static final Map<String, Object> INFO =
      Map.of("name", "爱丽丝 Ålice \"🦊\" أليس", "avatar", "https://example.com/a?b=c&d");

  // Stands in for the connection, which nobody would accept.
  private static final String NOTING_SOCKET =
      ", polyfills: { fetch, WebSocket: class { constructor(url) { notes.push(url); } addEventListener() {} removeEventListener() {} close() {} } }";

  // A token's second part is base64url of UTF-8 JSON.
  private static final String CLAIMS =
      """
      JSON.parse(
        new TextDecoder().decode(
          Uint8Array.from(
            atob(
              new URL(notes[0]).searchParams.get("tok").split(".")[1]
                .replaceAll("-", "+").replaceAll("_", "/")),
            (c) => c.charCodeAt(0))))\
      """;

  private final FakeLiveblocks fake = closedAfterTest(FakeLiveblocks.start());
  private final Site.Builder site =
      Site.asking(fake.baseUrl(), fake.secretKey())
          .resolver(request -> LiveblocksUser.of(USER).userInfo(INFO));

  FakeTokenE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @Test
  void clientOpensItsSocketWithAnIdTokenThatCarriesTheUserUnharmed() {
    Map<?, ?> claims = claimsThatTheClientConnectsWith();

    assertThat(claims.get("k")).isEqualTo("id");
    assertThat(claims.get("uid")).isEqualTo(USER);
    assertThat(claims.get("ui")).isEqualTo(INFO);
  }

  @Test
  void clientOpensItsSocketWithAnAccessTokenThatCarriesTheUserUnharmed() {
    site.authorizer((user, request) -> Session.none().allowPrefix("room-", Permission.WRITE));

    Map<?, ?> claims = claimsThatTheClientConnectsWith();

    assertThat(claims.get("k")).isEqualTo("acc");
    assertThat(claims.get("uid")).isEqualTo(USER);
    assertThat(claims.get("ui")).isEqualTo(INFO);
    assertThat(claims.get("perms")).isEqualTo(Map.of("room-*", List.of("*:write")));
  }

  private Map<?, ?> claimsThatTheClientConnectsWith() {
    RealClient alice = open(start(site).page());
    alice.enter(room, AuthForm.PLAIN + NOTING_SOCKET);
    alice.until("notes.length > 0");
    return (Map<?, ?>) Objects.requireNonNull(alice.value(CLAIMS));
  }
}
