package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After a transient failure the real client retries until it is connected, without an error. */
class TroubleE2eIT extends EndToEnd {

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("alice", Permission.WRITE));
  }

  /** The failures of Liveblocks, the setting maxRetries, and what the client sees of them. */
  static Stream<Arguments> failures() {
    Failure html = Failure.status(200).body("<html>a proxy's login page</html>");
    return Stream.of(
            Arguments.of(0, List.of(Failure.status(503), Failure.status(429)), List.of(503, 503)),
            Arguments.of(0, List.of(Failure.status(401), html), List.of(502, 502)),
            Arguments.of(0, List.of(Failure.hang()), List.of(504)),
            Arguments.of(2, List.of(Failure.status(503), Failure.status(503)), List.of()))
        .flatMap(
            row ->
                Stream.of(AuthForm.values())
                    .map(form -> Arguments.of(form, row.get()[0], row.get()[1], row.get()[2])));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void enterWhenLiveblocksFailsThenConnectsLater(
      AuthForm form, int maxRetries, List<Failure> failures, List<Integer> statuses) {
    FakeLiveblocks fake = closedAfterTest(FakeLiveblocks.start());
    fake.next(failures.toArray(Failure[]::new));
    // Then it responds with a token with which the client can connect.
    fake.next(Failure.status(200).body("{\"token\":\"%s\"}".formatted(devServer.idToken("alice"))));
    Site site =
        closedAfterTest(new Site(fake.baseUrl(), fake.secretKey()))
            .setting("maxRetries", Integer.toString(maxRetries))
            .setting("deadline", "3s");

    RealClient alice = open(site.signIn("alice"));

    alice.connect(room, form.options());

    assertThat(alice.value("errors")).isEqualTo(List.of());
    List<String> expected = new ArrayList<>();
    statuses.forEach(status -> expected.add("POST " + status));
    expected.add("POST 200");
    assertThat(site.outcomes()).isEqualTo(expected);
  }
}
