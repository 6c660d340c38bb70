package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.support.CapturedLog;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Directories that are slow or hang, floods of lookups, and the end of the application. */
class DirectoryLoadTest {

  private static final String USERS = "{\"userIds\":[\"a\"]}";
  private static final int MAX_RUNNING = LookupExecutor.MAX_RUNNING;
  private static final int MAX_OF_ONE_USER = LookupExecutor.MAX_OF_ONE_USER;

  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void close() {
    log.close();
  }

  /** Responds when the test lets it. */
  private static final class Gate implements UserDirectory {

    private final Semaphore entered = new Semaphore(0);
    private final AtomicInteger interrupted = new AtomicInteger();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final boolean heedsInterrupts;

    Gate(boolean heedsInterrupts) {
      this.heedsInterrupts = heedsInterrupts;
    }

    @Override
    public Map<String, UserInfo> users(LiveblocksUser caller, Set<String> ids)
        throws InterruptedException {
      entered.release();
      while (opened.getCount() > 0) {
        try {
          opened.await();
        } catch (InterruptedException e) {
          interrupted.incrementAndGet();
          if (heedsInterrupts) {
            throw e;
          }
        }
      }
      return Map.of("a", UserInfo.of("A"));
    }

    void awaitEntered(int lookups) throws InterruptedException {
      assertThat(entered.tryAcquire(lookups, 20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static DirectoryApp app(UserDirectory directory, String timeout) {
    return DirectoryApp.with(
        new LiveblocksDirectoryServlet(DirectoryApp.HEADER, directory),
        Map.of("directoryTimeout", timeout));
  }

  private static void assertCode(HttpResponse<String> response, int status, String code) {
    assertThat(response.body())
        .startsWith("{\"error\":\"unavailable\"")
        .contains("\"code\":\"" + code + "\"");
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void usersWhenTheDirectoryHangsThenTimesOutAndIsInterrupted() throws Exception {
    Gate gate = new Gate(true);
    try (DirectoryApp app = app(gate, "2s")) {
      List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();
      for (int i = 0; i < MAX_RUNNING; i++) {
        hanging.add(app.postAsync("user" + i, USERS));
      }
      gate.awaitEntered(MAX_RUNNING);
      for (CompletableFuture<HttpResponse<String>> each : hanging) {
        assertCode(each.get(20, TimeUnit.SECONDS), 504, "directory_timeout");
      }

      // The directory still hangs, but no thread does.
      CompletableFuture<HttpResponse<String>> next = app.postAsync("next", USERS);
      gate.awaitEntered(1);
      gate.opened.countDown();

      assertThat(next.get(20, TimeUnit.SECONDS).body()).isEqualTo("[{\"name\":\"A\"}]");
      assertThat(gate.interrupted).hasValue(MAX_RUNNING);
      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains("longer than 2000 ms")
          .contains("directoryTimeout");
    }
  }

  @Test
  void usersWhenAllThreadsHangForGoodThenLookupsStillTimeOutAndOtherRequestsAreServed()
      throws Exception {
    Gate gate = new Gate(false);
    try (DirectoryApp app = app(gate, "2s")) {
      List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();
      for (int i = 0; i < MAX_RUNNING; i++) {
        hanging.add(app.postAsync("user" + i, USERS));
      }
      gate.awaitEntered(MAX_RUNNING);
      CompletableFuture<HttpResponse<String>> waiting = app.postAsync("late", USERS);

      // What needs no directory takes no thread of it.
      assertThat(app.post("{\"userIds\":[\"\"]").statusCode()).isEqualTo(400);
      for (CompletableFuture<HttpResponse<String>> each : hanging) {
        assertCode(each.get(20, TimeUnit.SECONDS), 504, "directory_timeout");
      }
      assertCode(waiting.get(20, TimeUnit.SECONDS), 504, "directory_timeout");
      gate.opened.countDown();
      assertThat(app.post(USERS).body()).isEqualTo("[{\"name\":\"A\"}]");
      // The one that waited was never run.
      assertThat(gate.entered.availablePermits()).isEqualTo(1);
    }
  }

  @Test
  void usersWhenOneUserFloodsThenOthersAreServed() throws Exception {
    Gate gate = new Gate(true);
    try (DirectoryApp app = app(gate, "20s")) {
      List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
      for (int i = 0; i < MAX_OF_ONE_USER; i++) {
        flood.add(app.postAsync("mallory", USERS));
      }
      gate.awaitEntered(MAX_RUNNING);
      HttpResponse<String> over = awaitRejected(app, "mallory");
      assertCode(over, 429, "rate_limited");
      assertThat(over.headers().firstValue("Retry-After")).hasValue("1");

      CompletableFuture<HttpResponse<String>> other = app.postAsync("bob", USERS);
      gate.opened.countDown();

      assertThat(other.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      for (CompletableFuture<HttpResponse<String>> each : flood) {
        assertThat(each.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 429);
      }
      assertThat(app.postAs("mallory", USERS).statusCode()).isEqualTo(200);
    }
  }

  /** The flood is on its way on other connections; the next one may come before its end. */
  private static HttpResponse<String> awaitRejected(DirectoryApp app, String user)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    List<CompletableFuture<HttpResponse<String>>> more = new ArrayList<>();
    while (System.nanoTime() < end) {
      CompletableFuture<HttpResponse<String>> next = app.postAsync(user, USERS);
      more.add(next);
      HttpResponse<String> soon =
          next.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS).get(1, TimeUnit.SECONDS);
      if (soon != null) {
        return soon;
      }
    }
    throw new AssertionError(more.size() + " more lookups were accepted");
  }

  @Test
  void usersWhenTheQueueIsFullThenBusyAndLaterServed() throws Exception {
    Gate gate = new Gate(true);
    LookupExecutor executor =
        new LookupExecutor(
            "test",
            Duration.ofSeconds(20),
            new LogThrottle(System.getLogger("io.github.liveblocks4j")));
    List<CompletableFuture<String>> accepted = new ArrayList<>();
    LookupExecutor.Code code = () -> passed(gate);
    try {
      int places = MAX_RUNNING + LookupExecutor.MAX_WAITING;
      for (int i = 0; i < places; i++) {
        accepted.add(executor.submit("user" + i % 10, code));
      }
      assertThat(executor.submit("late", code)).isCompletedExceptionally();
      assertThat(executor.submit("late", code)).isCompletedExceptionally();
      assertThat(accepted).noneMatch(CompletableFuture::isDone);
      assertThat(log.at(Level.WARNING)).singleElement().asString().contains("503 busy");

      gate.opened.countDown();

      for (CompletableFuture<String> each : accepted) {
        assertThat(each.get(20, TimeUnit.SECONDS)).contains("UserInfo");
      }
      // Nobody's share is used up, neither by what was served nor by what was refused.
      accepted.clear();
      Gate again = new Gate(true);
      for (int i = 0; i < MAX_OF_ONE_USER; i++) {
        accepted.add(executor.submit("late", () -> passed(again)));
      }
      again.opened.countDown();
      for (CompletableFuture<String> each : accepted) {
        assertThat(each.get(20, TimeUnit.SECONDS)).contains("UserInfo");
      }
    } finally {
      executor.close();
    }
  }

  private static String passed(Gate gate) {
    try {
      return gate.users(LiveblocksUser.of("a"), Set.of("a")).toString();
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  @Test
  void destroyWhenLookupsAreUnderWayThenTheyGetAResponseAndNoThreadIsLeft() throws Exception {
    Gate gate = new Gate(true);
    DirectoryApp app = app(gate, "20s");
    List<CompletableFuture<HttpResponse<String>>> lookups = new ArrayList<>();
    for (int i = 0; i < MAX_RUNNING + 4; i++) {
      lookups.add(app.postAsync("user" + i, USERS));
    }
    gate.awaitEntered(MAX_RUNNING);

    app.servlet().destroy();

    for (CompletableFuture<HttpResponse<String>> each : lookups) {
      assertCode(each.get(20, TimeUnit.SECONDS), 503, "busy");
    }
    app.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("liveblocks-directory"));
  }

  @Test
  void usersWhenTheDirectoryRunsThenItsThreadHasTheApplicationsClassLoader() {
    ClassLoader[] seen = new ClassLoader[1];
    ClassLoader[] application = new ClassLoader[1];
    try (DirectoryApp app =
        DirectoryApp.with(
            new LiveblocksDirectoryServlet(
                request -> {
                  application[0] = Thread.currentThread().getContextClassLoader();
                  return LiveblocksUser.of("a");
                },
                (caller, ids) -> {
                  assertThat(Thread.currentThread().getName()).startsWith("liveblocks-directory");
                  seen[0] = Thread.currentThread().getContextClassLoader();
                  return Map.of();
                }),
            Map.of())) {
      assertThat(app.post(USERS).body()).isEqualTo("[null]");
      assertThat(seen[0]).isNotNull().isSameAs(application[0]);
    }
  }
}
