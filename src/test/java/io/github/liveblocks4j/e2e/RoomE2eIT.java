package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users may do in a room with the tokens that the endpoint gave them. */
class RoomE2eIT extends EndToEnd {

  @ParameterizedTest
  @CsvSource({
    "id, *:write, true",
    "id, *:read, false",
    "access, *:write, true",
    "access, *:read, false"
  })
  void connectWhenAuthenticatedThenSelfIsTheResolvedUser(
      String token, String scope, boolean mayWrite) {
    Permission permission = Permission.of(scope);
    devServer.createRoom(room, token.equals("id") ? Map.of("alice", permission) : Map.of());
    Site site = site();
    if (token.equals("access")) {
      site.authorizer((user, request) -> Session.none().allowPrefix("room-", permission));
    }
    RealClient alice = open(site.signIn("alice"));

    alice.connect(room, AuthForm.PLAIN);

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
    assertThat(alice.value("room.getSelf().info"))
        .isEqualTo(Map.of("name", "The one and only alice"));
    assertThat(alice.value("room.getSelf().canWrite")).isEqualTo(mayWrite);
  }

  @Test
  void clientWhenItNeedsATokenOutsideRoomsThenNamesNoRoom() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
    List<Optional<String>> rooms = new CopyOnWriteArrayList<>();
    Site site =
        site()
            .resolver(
                request -> {
                  rooms.add(request.room());
                  return LiveblocksUser.of("alice");
                });
    RealClient alice = open(site.page());
    alice.connect(room, AuthForm.CALLBACK.options());

    // With the token that it has, the client would not send a request.
    alice.value("room.disconnect(), client.logout()");
    Object notifications =
        alice.value("client.getInboxNotifications().then(() => 'there', (error) => String(error))");

    assertThat(notifications).isEqualTo("there");
    assertThat(rooms).containsExactly(Optional.of(room), Optional.empty());
  }

  @Test
  void connectWhenTheRoomGrantsNoAccessThenLiveblocksRefuses() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
    Site site = site();
    RealClient mallory = open(site.signIn("mallory"));

    mallory.enter(room, AuthForm.PLAIN);

    mallory.until("errors.length > 0");
    assertThat(mallory.value("errors"))
        .isEqualTo(
            List.of(
                Map.of(
                    "message",
                    "You have no access to this room",
                    "code",
                    BigDecimal.valueOf(4001))));
    assertThat(mallory.value("room.getStatus()")).isEqualTo("disconnected");
    assertThat(site.outcomes()).hasSize(1);
  }

  /** The fake has no connection: what stands in for it notes where the client would connect. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectWhenTheTokenIsOfTheFakeThenTheClientTakesIt(boolean access) {
    FakeLiveblocks fake = closedAfterTest(FakeLiveblocks.start());
    Site site =
        closedAfterTest(new Site(fake.baseUrl(), fake.secretKey()))
            .resolver(
                request -> LiveblocksUser.of("älice-爱丽丝-🦊").userInfo(Map.of("name", "أليس")));
    if (access) {
      site.authorizer((user, request) -> Session.none().allowPrefix("room-", Permission.WRITE));
    }
    RealClient alice = open(site.page());

    alice.enter(
        room,
        AuthForm.PLAIN
            + ", polyfills: { WebSocket: class { constructor(url) { notes.push(url); }"
            + " addEventListener() {} removeEventListener() {} close() {} } }");

    alice.until("notes.length > 0");
    String token = String.valueOf(alice.value("new URL(notes[0]).searchParams.get('tok')"));
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    assertThat(new String(payload, StandardCharsets.UTF_8))
        .contains("\"k\":\"%s\"".formatted(access ? "acc" : "id"));
  }
}
