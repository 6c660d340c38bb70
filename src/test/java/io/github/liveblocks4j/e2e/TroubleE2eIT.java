package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.e2e.TroubledUpstream.Trouble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Passing trouble makes the real client try again, in both forms of {@code authEndpoint}, until it
 * is connected; it reports no error.
 */
@EnumSource(Platform.class)
class TroubleE2eIT extends EndToEnd {

  private static final String ERROR = "{\"error\":\"SOME_CODE\",\"message\":\"Some text\"}";

  private final TroubledUpstream upstream =
      closedAfterTest(new TroubledUpstream(devServer.baseUrl()));

  TroubleE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("alice", List.of("*:write")));
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainWhenTheResolverFails(AuthForm form) {
    AtomicInteger calls = new AtomicInteger();
    Site site =
        start(
            site()
                .resolver(
                    request -> {
                      if (calls.getAndIncrement() == 0) {
                        throw new IllegalStateException("the database is away (a test's doing)");
                      }
                      return new SessionUsers().resolve(request);
                    }));

    assertConnectsAfter(site, form, 500);
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainWhenLiveblocksIsUnavailable(AuthForm form) {
    upstream.happen(Collections.nCopies(2, Trouble.answer(503, ERROR)));

    assertConnectsAfter(start(troubledSite()), form, 503, 503);
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainWhenLiveblocksLimitsTheRate(AuthForm form) {
    upstream.happen(Trouble.answer(429, ERROR));

    assertConnectsAfter(start(troubledSite()), form, 503);
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainWhenLiveblocksRejectsTheSecretKey(AuthForm form) {
    upstream.happen(Trouble.answer(401, ERROR), Trouble.answer(403, ERROR));

    assertConnectsAfter(start(troubledSite()), form, 502, 502);
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainWhenLiveblocksAnswersSomethingElse(AuthForm form) {
    upstream.happen(Trouble.answer(200, "<html>a proxy's login page</html>"));

    assertConnectsAfter(start(troubledSite()), form, 502);
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainWhenLiveblocksIsTooSlow(AuthForm form) {
    upstream.happen(Trouble.silence());

    assertConnectsAfter(start(troubledSite().setting("deadline", "3s")), form, 504);
  }

  @ParameterizedTest
  @EnumSource
  void seesNothingOfTroubleThatTheServersOwnRetriesGetOver(AuthForm form) {
    upstream.happen(Collections.nCopies(2, Trouble.answer(503, ERROR)));

    assertConnectsAfter(start(troubledSite().setting("maxRetries", "2")), form);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTryingWhileTheEndpointIsMisconfigured(AuthForm form) {
    Site site = start(site().setting("secretKey", "pk_this_is_a_public_key"));
    RealClient alice = open(site.signIn("alice"));

    alice.enter(room, form.options());

    assertThat(site.takeRequest().status()).isEqualTo(503);
    assertThat(site.takeRequest().status()).isEqualTo(503);
    assertThat(site.takeRequest().status()).isEqualTo(503);
    assertThat(alice.value("room.getStatus()")).isEqualTo("connecting");
    assertThat(alice.value("errors")).isEqualTo(List.of());
  }

  private Site.Builder troubledSite() {
    return Site.asking(upstream.baseUrl(), DevServer.SECRET_KEY).setting("maxRetries", "0");
  }

  private void assertConnectsAfter(Site site, AuthForm form, Integer... statuses) {
    List<Integer> expected = new ArrayList<>(List.of(statuses));
    expected.add(200);
    RealClient alice = open(site.signIn("alice"));

    alice.connect(room, form.options());

    assertThat(alice.value("errors")).isEqualTo(List.of());
    assertThat(site.requests())
        .extracting(RequestCounter.Asked::status)
        .as("statuses of all answers")
        .containsExactlyElementsOf(expected);
  }
}
