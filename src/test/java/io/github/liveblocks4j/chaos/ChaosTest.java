package io.github.liveblocks4j.chaos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each {@link Behaviour} of an upstream, over real sockets and through the whole endpoint: the
 * documented response in time, nothing left open, and the next call succeeds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ChaosTest {

  private final Map<Behaviour, Future<?>> trials = new EnumMap<>(Behaviour.class);
  // They mostly wait, so they may do it together.
  private final ExecutorService executor = Executors.newFixedThreadPool(8);
  private Chaos chaos;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    chaos = new Chaos(directory);
    for (Behaviour behaviour : Behaviour.values()) {
      trials.put(
          behaviour,
          executor.submit(
              () -> {
                chaos.run(behaviour, 1);
                return null;
              }));
    }
    executor.shutdown();
  }

  @AfterAll
  void stop() {
    executor.shutdownNow();
    chaos.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void postWhenUpstreamBehavesSoThenItsDocumentedResponse(Behaviour behaviour) throws Exception {
    try {
      requireNonNull(trials.get(behaviour)).get();
    } catch (ExecutionException e) {
      throw new AssertionError(behaviour.name(), e.getCause());
    }
  }

  @Test
  void postWhenAllTrialsAreOverThenNoThreadIsLeftAndTheLogIsSound() throws Exception {
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    Chaos.assertNoThreadIsLeft();
    chaos.assertLogIsSound();
  }
}
