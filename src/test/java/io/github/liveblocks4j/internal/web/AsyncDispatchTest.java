package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.FakeScheduler;
import io.github.liveblocks4j.internal.ThreadScheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the servers do is seen in src/it/servers: LateBodyChecks. */
class AsyncDispatchTest {

  private static final String TOMCAT = "org.apache.catalina.core.AsyncContextImpl";
  private static final String PAYARA = "org.apache.catalina.connector.AsyncContextImpl";
  private static final String LIBERTY = "com.ibm.ws.webcontainer31.async.AsyncContext31Impl";

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void runWhenTheServerIsAnotherThenRunsAtOnce() {
    AsyncDispatch.run(TOMCAT, new FakeScheduler(), runs::incrementAndGet);

    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {PAYARA, LIBERTY})
  void runWhenTheServerIsOneThatNeedsItThenRunsOnceAndLater(String contextClass) {
    FakeScheduler timer = new FakeScheduler();
    AsyncDispatch.run(contextClass, timer, runs::incrementAndGet);
    assertThat(runs).hasValue(0);

    timer.advance(Duration.ofSeconds(1));

    assertThat(runs).hasValue(1);
  }

  @Test
  void runWhenTheServerIsPayaraThenRunsOnNoThreadOfTheContainer() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    try (ThreadScheduler timer = new ThreadScheduler("timer")) {
      AsyncDispatch.run(PAYARA, timer, () -> thread.complete(Thread.currentThread()));

      assertThat(thread.get(5, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }
  }

  @Test
  void runWhenTheTimerHasClosedThenRunsAtOnce() {
    ThreadScheduler timer = new ThreadScheduler("timer");
    timer.close();

    AsyncDispatch.run(PAYARA, timer, runs::incrementAndGet);

    assertThat(runs).hasValue(1);
  }
}
