package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.SharedCaches;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.HazelcastCluster;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two real members of a Hazelcast cluster, on loopback. */
class JCacheTokenRateLimiterTest {

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice@acme.example");
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final HazelcastCluster CLUSTER = new HazelcastCluster();
  private static final AtomicInteger USERS = new AtomicInteger();

  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final List<JCacheTokenRateLimiter> open = new ArrayList<>();
  private final LiveblocksUser user = LiveblocksUser.of("user-" + USERS.incrementAndGet());

  @BeforeAll
  static void startNodes() {
    CLUSTER.start();
    CLUSTER.start();
    assertThat(CLUSTER.node(0).getCluster().getMembers()).hasSize(2);
  }

  @AfterAll
  static void stopNodes() {
    CLUSTER.close();
  }

  @AfterEach
  void close() {
    open.forEach(JCacheTokenRateLimiter::close);
  }

  private static Cache<String, String> cache(HazelcastInstance node) {
    return SharedCaches.open(
        CLUSTER.manager(node), JCacheTokenRateLimiter.CACHE_NAME, Duration.ofMinutes(2));
  }

  private JCacheTokenRateLimiter limiter(Cache<String, String> cache, Duration patience) {
    JCacheTokenRateLimiter limiter =
        new JCacheTokenRateLimiter(
            cache,
            () -> Instant.ofEpochMilli(millis.get()),
            () -> TimeUnit.MILLISECONDS.toNanos(millis.get()),
            patience);
    open.add(limiter);
    return limiter;
  }

  private JCacheTokenRateLimiter on(int node) {
    return limiter(cache(CLUSTER.node(node)), PATIENT);
  }

  private static int granted(
      TokenRateLimiter limiter, LiveblocksUser user, int maxPerMinute, int attempts) {
    int granted = 0;
    for (int i = 0; i < attempts; i++) {
      granted += limiter.tryAcquire(user, maxPerMinute).allowed() ? 1 : 0;
    }
    return granted;
  }

  @Test
  void tryAcquireWhenTwoNodesServeOneUserThenTheLimitHoldsForBothTogether() {
    JCacheTokenRateLimiter first = on(0);
    JCacheTokenRateLimiter second = on(1);

    assertThat(granted(first, user, 100, 70)).isEqualTo(70);
    assertThat(granted(second, user, 100, 70)).isEqualTo(30);
    assertThat(granted(first, user, 100, 70)).isZero();
    assertThat(granted(second, LiveblocksUser.of("another"), 100, 200)).isEqualTo(100);
  }

  @Test
  void tryAcquireWhenTwoNodesAreAskedAtOnceThenTheLimitIsExact() throws Exception {
    JCacheTokenRateLimiter first = on(0);
    JCacheTokenRateLimiter second = on(1);
    ExecutorService executor = Executors.newFixedThreadPool(64);
    List<Future<Integer>> results = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 64; i++) {
      JCacheTokenRateLimiter limiter = i % 2 == 0 ? first : second;
      results.add(
          executor.submit(
              () -> {
                start.await();
                return granted(limiter, user, 300, 10);
              }));
    }
    start.countDown();
    int granted = 0;
    for (Future<Integer> result : results) {
      granted += result.get();
    }
    executor.shutdown();

    assertThat(granted).isEqualTo(300);
  }

  @Test
  void tryAcquireWhenRejectedByTheClusterThenSaysWhenToRetry() {
    granted(on(0), user, 30, 30);
    JCacheTokenRateLimiter second = on(1);

    assertThat(second.tryAcquire(user, 30)).isEqualTo(Decision.reject(Duration.ofSeconds(2)));
    millis.addAndGet(1_999);
    assertThat(second.tryAcquire(user, 30)).isEqualTo(Decision.reject(Duration.ofMillis(1)));
    millis.addAndGet(1);
    assertThat(granted(second, user, 30, 5)).isEqualTo(1);
    millis.addAndGet(60_000);
    assertThat(granted(second, user, 30, 100)).isEqualTo(30);
  }

  @Test
  void tryAcquireWhenANodeDiesThenNothingIsForgotten() {
    HazelcastInstance dying = CLUSTER.start();
    JCacheTokenRateLimiter survivor = on(0);
    JCacheTokenRateLimiter victim = limiter(cache(dying), PATIENT);
    List<LiveblocksUser> users =
        Stream.iterate(0, i -> i + 1).limit(20).map(i -> LiveblocksUser.of("dying-" + i)).toList();
    for (LiveblocksUser each : users) {
      assertThat(granted(victim, each, 10, 4) + granted(survivor, each, 10, 3)).isEqualTo(7);
    }
    // Some of the buckets have their home on the dying node, and all have a backup.
    await(() -> users.stream().anyMatch(each -> isOwner(dying, TokenBuckets.key(each, 10))));
    await(() -> dying.getPartitionService().isClusterSafe());

    dying.getLifecycleService().terminate();
    await(() -> CLUSTER.node(0).getCluster().getMembers().size() == 2);

    for (LiveblocksUser each : users) {
      assertThat(granted(survivor, each, 10, 7)).isEqualTo(3);
    }
  }

  @Test
  void tryAcquireWhenTheCacheIsClosedThenEachNodeLimitsOnItsOwn() {
    Cache<String, String> cache =
        CLUSTER.manager(CLUSTER.node(0)).createCache("closed", new MutableConfiguration<>());
    JCacheTokenRateLimiter limiter = limiter(cache, PATIENT);
    assertThat(granted(limiter, user, 10, 4)).isEqualTo(4);
    cache.close();

    try (CapturedLog log = new CapturedLog()) {
      assertThat(granted(limiter, user, 10, 100)).isEqualTo(6);
      assertThat(granted(limiter, ALICE, 10, 100)).isEqualTo(10);

      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains("the cache 'closed' failed; each server limits its users on its own")
          .contains("Check that the cache is running and reachable");
      assertThat(log.text()).doesNotContain("alice");
    }
  }

  @Test
  void tryAcquireWhenTheCacheHangsThenWaitsOnceAndAsksAgainLater() {
    CountDownLatch hang = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    Cache<String, String> slow = delayed(cache(CLUSTER.node(0)), hang, calls);
    JCacheTokenRateLimiter limiter = limiter(slow, Duration.ofMillis(250));
    JCacheTokenRateLimiter other = on(1);
    assertThat(granted(other, user, 10, 8)).isEqualTo(8);

    try (CapturedLog log = new CapturedLog()) {
      long start = System.nanoTime();
      assertThat(granted(limiter, user, 10, 5)).isEqualTo(5);
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertThat(waited).isBetween(250L, 10_000L); // Not PATIENT; and once, as the calls say.
      assertThat(calls).hasValue(1);
      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains("did not respond within 250 ms");
    }
    // Not before the 5 s are over.
    millis.addAndGet(4_999);
    limiter.tryAcquire(user, 10);
    assertThat(calls).hasValue(1);

    hang.countDown();
    millis.addAndGet(1);
    JCacheTokenRateLimiter patient = limiter(slow, PATIENT);
    // 2 were left, and a twelfth of a minute has refilled 5 x 10 / 60.
    assertThat(granted(patient, user, 10, 10)).isEqualTo(2);
    int before = calls.get();
    limiter.tryAcquire(user, 10);
    await(() -> calls.get() > before);
  }

  @Test
  void tryAcquireWhenTheCacheHangsUnderABurstThenABoundedNumberWaits() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    JCacheTokenRateLimiter limiter =
        limiter(delayed(cache(CLUSTER.node(0)), hang, new AtomicInteger()), PATIENT);
    AtomicInteger allowed = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      LiveblocksUser each = LiveblocksUser.of("burst-" + i);
      Thread caller =
          new Thread(() -> allowed.addAndGet(granted(limiter, each, 1, 1)), "caller-" + i);
      callers.add(caller);
    }

    try (CapturedLog log = new CapturedLog()) {
      callers.forEach(Thread::start);
      await(() -> allowed.get() == 300 - 8 - 256); // Threads, and places in the queue.

      hang.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(log.at(Level.WARNING)).singleElement().asString().contains("too many callers");
    }
    assertThat(allowed).hasValue(300);
  }

  @Test
  void tryAcquireWhenThreadIsInterruptedThenAllowsAndStaysInterrupted() {
    CountDownLatch hang = new CountDownLatch(1);
    JCacheTokenRateLimiter limiter =
        limiter(delayed(cache(CLUSTER.node(0)), hang, new AtomicInteger()), PATIENT);

    Thread.currentThread().interrupt();
    Decision decision = limiter.tryAcquire(user, 10);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(decision).isSameAs(Decision.allow());
    hang.countDown();
  }

  @Test
  void tryAcquireWhenTheUserIsOverTheLimitHereThenTheCacheIsNotAsked() {
    AtomicInteger calls = new AtomicInteger();
    JCacheTokenRateLimiter limiter =
        limiter(delayed(cache(CLUSTER.node(0)), new CountDownLatch(0), calls), PATIENT);
    granted(limiter, user, 5, 5);
    int before = calls.get();

    assertThat(granted(limiter, user, 5, 1_000)).isZero();

    assertThat(calls).hasValue(before);
  }

  @Test
  void tryAcquireWhenTheUserIsUnknownThenTheCacheSeesNoPersonalData() {
    Cache<String, String> cache = cache(CLUSTER.node(0));
    granted(on(0), ALICE, 77, 1);

    String key = TokenBuckets.key(ALICE, 77);
    assertThat(cache.get(key)).isNotEmpty().hasSizeLessThan(100);
    assertThat(key + cache.get(key)).doesNotContain("alice", "acme");
  }

  @Test
  void closeWhenThreadsRunThenTheyEndAndRequestsAreStillLimited() {
    JCacheTokenRateLimiter limiter = on(0);
    granted(limiter, user, 10, 4);
    assertThat(threads()).isPositive();

    try (CapturedLog log = new CapturedLog()) {
      limiter.close();

      await(Duration.ofSeconds(5), () -> threads() == 0); // Idle ones live for 10 s.
      assertThat(granted(limiter, user, 10, 100)).isEqualTo(6);
      assertThat(log.text()).isEmpty();
    }
  }

  /** What an operator configures by class name: the default provider, manager and cache. */
  @Test
  void newWhenNothingIsGivenThenUsesTheDefaultCacheManager() throws Exception {
    Path file = Files.createTempFile("hazelcast", ".xml");
    Files.writeString(
        file,
        """
        <hazelcast xmlns="http://www.hazelcast.com/schema/config">
          <cluster-name>defaults-%s</cluster-name>
          <instance-name>defaults</instance-name>
          <properties>
            <property name="hazelcast.logging.type">none</property>
            <property name="hazelcast.phone.home.enabled">false</property>
            <property name="hazelcast.socket.bind.any">false</property>
          </properties>
          <network>
            <public-address>127.0.0.1</public-address>
            <port>15711</port>
            <join>
              <auto-detection enabled="false"/>
              <multicast enabled="false"/>
              <tcp-ip enabled="false"/>
            </join>
            <interfaces enabled="true"><interface>127.0.0.1</interface></interfaces>
          </network>
        </hazelcast>
        """
            .formatted(UUID.randomUUID()));
    System.setProperty("hazelcast.config", file.toString());
    System.setProperty("hazelcast.jcache.provider.type", "member");
    try (JCacheTokenRateLimiter first = new JCacheTokenRateLimiter();
        JCacheTokenRateLimiter second = new JCacheTokenRateLimiter()) {
      int granted = 0;
      for (int i = 0; i < 10; i++) {
        granted += granted(i % 2 == 0 ? first : second, user, 4, 1);
      }
      assertThat(granted).isEqualTo(4);
    } finally {
      System.clearProperty("hazelcast.config");
      System.clearProperty("hazelcast.jcache.provider.type");
      Hazelcast.getHazelcastInstanceByName("defaults").getLifecycleService().terminate();
      Files.delete(file);
    }
  }

  @Test
  void everyOtherClassWhenTheCacheApiIsAbsentThenLoads() throws Exception {
    Path classes =
        Path.of(TokenRateLimiter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = Path.of(entry).getFileName().toString();
      if (!name.startsWith("cache-api") && !name.startsWith("hazelcast")) {
        path.add(Path.of(entry).toUri().toURL());
      }
    }
    List<String> needIt = new ArrayList<>();
    int others = 0;
    try (URLClassLoader loader =
            new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name =
            classes
                .relativize(file)
                .toString()
                .replace(File.separatorChar, '.')
                .replaceFirst("\\.class$", "");
        try {
          Class<?> type = Class.forName(name, false, loader);
          int unused =
              type.getDeclaredMethods().length
                  + type.getDeclaredFields().length
                  + type.getDeclaredConstructors().length;
          others++;
        } catch (LinkageError e) {
          needIt.add(type(name));
        }
      }
    }

    assertThat(needIt.stream().distinct())
        .containsExactlyInAnyOrder(
            "CacheBuckets", "JCacheTokenRateLimiter", "JCacheDeliveryLog", "SharedCaches");
    assertThat(others).isGreaterThan(100);
  }

  private static boolean isOwner(HazelcastInstance node, String key) {
    return node.getCluster()
        .getLocalMember()
        .equals(node.getPartitionService().getPartition(key).getOwner());
  }

  private static String type(String name) {
    return Arrays.asList(name.split("[.$]")).stream()
        .filter(part -> Character.isUpperCase(part.charAt(0)))
        .findFirst()
        .orElseThrow();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("liveblocks-rate-limit"))
        .count();
  }

  /** The cache, each call of which is counted and then held up until the latch opens. */
  @SuppressWarnings("unchecked")
  private static Cache<String, String> delayed(
      Cache<String, String> cache, CountDownLatch hang, AtomicInteger calls) {
    return (Cache<String, String>)
        Proxy.newProxyInstance(
            Cache.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getName")) {
                calls.incrementAndGet();
                hang.await();
              }
              try {
                return method.invoke(cache, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void await(BooleanSupplier condition) {
    await(Duration.ofSeconds(30), condition);
  }

  private static void await(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
