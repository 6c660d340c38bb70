package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much longer Tomcat takes to start when an application carries the jar: pairs of starts, one
 * without and one with it, by Tomcat's own clock. Takes minutes and wants a quiet machine, so it
 * runs on demand only:
 *
 * <pre>{@code
 * mvn -Pcontainers pre-integration-test failsafe:integration-test@startup-cost
 * }</pre>
 */
class StartupCostIT {

  private static final int PAIRS = 10;
  private static final long LIMIT_MILLIS = 250;
  private static final Pattern STARTED =
      Pattern.compile("Server startup in \\[(\\d+)] milliseconds");

  @ParameterizedTest
  @EnumSource(names = {"FRAGMENT", "STANDALONE"})
  void startWhenAnApplicationCarriesTheJarThenTakesLittleLonger(WarKind kind) throws Exception {
    Path work = Workspace.fresh("startup");
    List<Long> without = new ArrayList<>();
    List<Long> with = new ArrayList<>();
    List<Long> differences = new ArrayList<>();
    try (FakeLiveblocks fake = FakeLiveblocks.start()) {
      Path empty = work.resolve("empty.war");
      new TestWar().writeTo(empty);
      Path full = work.resolve("full.war");
      kind.write(full, Age.JAKARTA, fake);
      start(work, empty, fake); // Warms the disk cache.
      start(work, full, fake);
      for (int pair = 0; pair < PAIRS; pair++) {
        boolean emptyFirst = pair % 2 == 0;
        long first = start(work, emptyFirst ? empty : full, fake);
        long second = start(work, emptyFirst ? full : empty, fake);
        without.add(emptyFirst ? first : second);
        with.add(emptyFirst ? second : first);
        differences.add(with.get(pair) - without.get(pair));
      }
    }
    String result =
        "%s: without %s ms, with %s ms, difference %s ms; medians %d, %d, difference %d ms"
            .formatted(
                kind.title(),
                without,
                with,
                differences,
                median(without),
                median(with),
                median(differences));
    System.out.println(result);
    Files.writeString(Workspace.directory("startup-" + kind.context() + ".txt"), result + "\n");
    Workspace.delete(work);
    assertThat(median(differences)).as(result).isLessThanOrEqualTo(LIMIT_MILLIS);
  }

  private static long start(Path work, Path war, FakeLiveblocks fake) throws IOException {
    Path base = work.resolve("base");
    Workspace.delete(base);
    try (ServletContainer tomcat = Server.TOMCAT_10.container(base)) {
      tomcat.prepare();
      tomcat.environment("LIVEBLOCKS_SECRET_KEY", fake.secretKey());
      tomcat.environment("LIVEBLOCKS_BASE_URL", fake.baseUrl().toString());
      tomcat.deploy(war, "app");
      tomcat.start(Jdk.current());
      Matcher started = STARTED.matcher(tomcat.log());
      assertThat(started.find()).isTrue();
      return Long.parseLong(started.group(1));
    }
  }

  private static long median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
