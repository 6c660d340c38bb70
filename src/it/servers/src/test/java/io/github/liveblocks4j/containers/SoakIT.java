package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Steady load on a real Tomcat, with failures of Liveblocks and redeploys in between: no user gets
 * another's token, and neither a thread nor a class loader is left at the end. Half a minute for
 * each kind of web application by default; {@code -Dsoak.minutes=…} takes longer.
 */
@Tag("soak")
class SoakIT {

  private static final Duration DURATION =
      Duration.ofMillis(
          (long) (60_000 * Double.parseDouble(System.getProperty("soak.minutes", "0.5"))));

  /** What Tomcat's own caches and the JIT's data may add. */
  private static final long HEAP_TOLERANCE = 8L << 20;

  /** Tomcat suspects its own thread when that looks after the application that stops. */
  private static final Pattern EXPECTED =
      Pattern.compile(
          "responded 50[234] upstream_|Circuit breaker opened|thread named \\[Catalina-utility-");

  private static final Pattern USED = Pattern.compile("used=(\\d+)");

  @ParameterizedTest
  @EnumSource(names = {"FRAGMENT", "STANDALONE"})
  void tokensWhenLiveblocksFailsAndTheApplicationIsRedeployedThenReachTheirUsers(WarKind kind)
      throws Exception {
    Path base = Workspace.fresh("soak");
    Path war = base.resolve("app.war");
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        TomcatContainer tomcat = TomcatContainer.managed(Server.TOMCAT_10, base.resolve("base"))) {
      tomcat.liveblocks(fake);
      TestWar content = kind.content(Age.JAKARTA, fake);
      content.writeTo(war);
      tomcat.deploy(content, "app");
      Path classes = base.resolve("classes.log");
      tomcat.environment("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes);
      tomcat.start(Jdk.current());

      List<Long> heap = new ArrayList<>();
      try (Load load = new Load(fake, tomcat, "app", kind.idTokens())) {
        load.start();
        soak(tomcat, war, load, heap);
        load.stop();
        System.out.printf("Soak of %s: %s; heap after GC %s%n", DURATION, load.outcomes(), heap);

        assertThat(load.outcomes().keySet())
            .contains("200")
            .noneMatch(outcome -> outcome.startsWith("FAULT"));
      }

      assertThat(tomcat.manage("text/undeploy?path=/app")).startsWith("OK");
      assertThat(tomcat.leaks()).startsWith(TomcatContainer.NO_LEAKS);
      assertThat(tomcat.manage("text/threaddump")).doesNotContain("liveblocks-");
      assertThat(heap.get(heap.size() - 1)).isLessThan(heap.get(0) + HEAP_TOLERANCE);
      assertLogIsSound(tomcat.log(), fake.secretKey());
      // What the application does not use costs it nothing.
      assertThat(Files.readString(classes))
          .contains("io.github.liveblocks4j.internal.Call ")
          .doesNotContain("liveblocks4j.spring.", "liveblocks4j.micrometer.")
          .doesNotContain("org.springframework.", "io.micrometer.");
    }
    Workspace.delete(base);
  }

  /** Four redeploys in a short soak at least, and one each minute in a long one. */
  private static void soak(TomcatContainer tomcat, Path war, Load load, List<Long> heap)
      throws Exception {
    String location = URLEncoder.encode(war.toUri().toString(), StandardCharsets.UTF_8);
    Duration interval =
        Duration.ofMillis(Math.min(TimeUnit.MINUTES.toMillis(1), DURATION.toMillis() / 5));
    long end = System.nanoTime() + DURATION.toNanos();
    for (int i = 0; i < 4 || System.nanoTime() + interval.toNanos() < end; i++) {
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
      load.redeployBeginsOrEnds();
      if (i % 2 == 0) {
        assertThat(tomcat.manage("text/reload?path=/app")).startsWith("OK");
      } else {
        assertThat(tomcat.manage("text/deploy?path=/app&update=true&war=" + location))
            .startsWith("OK");
      }
      load.redeployBeginsOrEnds();
      heap.add(heapAfterGc(tomcat));
    }
    TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
  }

  private static long heapAfterGc(TomcatContainer tomcat) throws Exception {
    tomcat.collectGarbage();
    Matcher used =
        USED.matcher(tomcat.manage("jmxproxy/?get=java.lang:type=Memory&att=HeapMemoryUsage"));
    assertThat(used.find()).isTrue();
    return Long.parseLong(used.group(1));
  }

  private static void assertLogIsSound(String log, String secretKey) throws IOException {
    assertThat(log).doesNotContain("eyJ", "Bearer").doesNotContainPattern(secretKey + "\\b");
    assertThat(new ServerLog(log).complaints())
        .filteredOn(
            complaint -> !complaint.contains("WARNING") || !EXPECTED.matcher(complaint).find())
        .isEmpty();
  }
}
