package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.FakeScheduler;
import io.github.liveblocks4j.internal.ThreadScheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the servers do is seen in src/it/servers: LateBodyChecks. */
class AsyncDispatchTest {

  private static final String TOMCAT = "org.apache.catalina.core.AsyncContextImpl";

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void runWhenTheServerIsAnotherThenRunsAtOnce() {
    AsyncDispatch.run(TOMCAT, new FakeScheduler(), runs::incrementAndGet);

    assertThat(runs).hasValue(1);
  }

  @Test
  void runWhenTheServerIsGlassFishThenRunsOnceAndLater() {
    FakeScheduler timer = new FakeScheduler();
    AsyncDispatch.run(AsyncDispatch.GLASSFISH, timer, runs::incrementAndGet);
    assertThat(runs).hasValue(0);

    timer.advance(Duration.ofSeconds(1));

    assertThat(runs).hasValue(1);
  }

  @Test
  void runWhenTheServerIsGlassFishThenRunsOnNoThreadOfTheContainer() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    try (ThreadScheduler timer = new ThreadScheduler("timer")) {
      AsyncDispatch.run(
          AsyncDispatch.GLASSFISH, timer, () -> thread.complete(Thread.currentThread()));

      assertThat(thread.get(5, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }
  }

  @Test
  void runWhenTheTimerHasClosedThenRunsAtOnce() {
    ThreadScheduler timer = new ThreadScheduler("timer");
    timer.close();

    AsyncDispatch.run(AsyncDispatch.GLASSFISH, timer, runs::incrementAndGet);

    assertThat(runs).hasValue(1);
  }
}
