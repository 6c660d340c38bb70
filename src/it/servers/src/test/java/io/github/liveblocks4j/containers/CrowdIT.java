package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A crowd that comes at once while Liveblocks is slow, on servers with a dozen threads or fewer:
 * all wait together, and everybody gets a token, of their own.
 */
class CrowdIT {

  private static final int CROWD = 2_000;

  /** Longer than all of them need to come. */
  private static final Duration SLOW = Duration.ofSeconds(15);

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_11", "JETTY_EE11"})
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void tokensWhenACrowdWaitsForASlowLiveblocksThenAllReachTheirUsers(Server server)
      throws Exception {
    Path base = Workspace.fresh("crowd-" + server.name().toLowerCase(Locale.ROOT));
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer container = server.container(base.resolve("base"))) {
      container.liveblocks(fake);
      container.environment("LIVEBLOCKS_MAX_CONCURRENT_CALLS", Integer.toString(CROWD));
      container.environment("LIVEBLOCKS_DEADLINE", "50s");
      Path war = base.resolve("app.war");
      WarKind.STANDALONE.write(war, server.age(), fake);
      container.deploy(war, "app");
      container.start(Jdk.current());

      try (Load load =
          new Load(fake, container.request("app", WarKind.STANDALONE.idTokens()).build().uri())) {
        // The first meets a client without a connection, the second as many as there were calls.
        assertThat(wave(fake, load)).isEmpty();
        assertThat(wave(fake, load)).isEmpty();
      }
      container.stop();
      assertThat(new ServerLog(container.log()).complaints()).isEmpty();
    }
    Workspace.delete(base);
  }

  /** Returns what was not the user's own token. */
  private static List<String> wave(FakeLiveblocks fake, Load load) throws Exception {
    fake.always(Failure.delay(SLOW));
    List<CompletableFuture<String>> outcomes =
        IntStream.range(0, CROWD).mapToObj(i -> load.ask("visitor-" + i)).toList();
    for (int i = 0; i < CROWD; i++) {
      Optional<RecordedRequest> call = fake.takeRequest(Duration.ofSeconds(30));
      assertThat(call)
          .as("call %d; outcomes so far: %s", i, Set.copyOf(ended(outcomes)))
          .isPresent();
    }
    assertThat(ended(outcomes)).as("outcomes before the last call").isEmpty();
    return outcomes.stream()
        .map(CompletableFuture::join)
        .filter(outcome -> !outcome.equals("200"))
        .toList();
  }

  private static List<String> ended(List<CompletableFuture<String>> outcomes) {
    return outcomes.stream()
        .filter(CompletableFuture::isDone)
        .map(CompletableFuture::join)
        .toList();
  }
}
