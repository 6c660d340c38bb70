package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How much longer Tomcat takes to start when an application carries the jar: pairs of starts, one
 * without and one with it, by Tomcat's own clock. The limit is for what the jar adds: the
 * standalone one to an application that has nothing, the plain one to an application that has its
 * libraries. What the libraries themselves take is only reported. Takes minutes and needs a quiet
 * machine, so it runs on demand only:
 *
 * <pre>{@code
 * mvn -f webapp-example/reactor.xml -Pcontainers verify -Dgroups=startup-cost
 * }</pre>
 */
@Tag("startup-cost")
class StartupCostIT {

  private static final int PAIRS = Integer.getInteger("startup.pairs", 10);
  private static final long LIMIT_MILLIS = 250;
  private static final Pattern STARTED =
      Pattern.compile("Server startup in \\[(\\d+)] milliseconds");

  /**
   * One start.
   *
   * @param millis as Tomcat has measured it
   * @param cpuMillis what the process has used until the application responded, all threads
   */
  private record Start(long millis, long cpuMillis) {}

  @Test
  void startWhenTheStandaloneJarIsAddedThenTakesLittleLonger() throws Exception {
    Cost cost =
        measure(
            "the standalone jar",
            new TestWar(),
            new TestWar().libraries(List.of(Age.JAKARTA.standalone())));

    assertThat(cost.millis()).as(cost.report()).isLessThanOrEqualTo(LIMIT_MILLIS);
  }

  @Test
  void startWhenTomcatReadsNoJarsThenTakesLittleLonger() throws Exception {
    Cost cost =
        measure(
            "the standalone jar, and no fragments",
            new TestWar(),
            new TestWar()
                .libraries(List.of(Age.JAKARTA.standalone()))
                .webXml(
                    Age.JAKARTA.webXml(
                        false, "<absolute-ordering/>" + Workspace.snippet("complete.xml"))));

    assertThat(cost.millis()).as(cost.report()).isLessThanOrEqualTo(LIMIT_MILLIS);
  }

  @Test
  void startWhenThePlainJarIsAddedToItsLibrariesThenTakesLittleLonger() throws Exception {
    TestWar libraries = new TestWar().libraries(Age.JAKARTA.libraries());
    TestWar all = new TestWar().libraries(Age.JAKARTA.plainWithDependencies());

    measure("the libraries of the plain jar", new TestWar(), libraries);
    measure("the plain jar and its libraries", new TestWar(), all);
    Cost cost = measure("the plain jar beside its libraries", libraries, all);

    assertThat(cost.millis()).as(cost.report()).isLessThanOrEqualTo(LIMIT_MILLIS);
  }

  /**
   * What pairs of starts have shown; printed, and written to the report.
   *
   * @param millis how much longer a start takes, the median
   * @param report for a reader
   */
  private record Cost(long millis, String report) {}

  private static Cost measure(String name, TestWar warWithout, TestWar warWith) throws IOException {
    Path work = Workspace.fresh("startup");
    Path bare = work.resolve("bare.war");
    warWithout.writeTo(bare);
    Path full = work.resolve("full.war");
    warWith.writeTo(full);
    List<Start> without = new ArrayList<>();
    List<Start> with = new ArrayList<>();
    for (int pair = -1; pair < PAIRS; pair++) {
      boolean bareFirst = pair % 2 == 0;
      Start first = start(work, bareFirst ? bare : full);
      Start second = start(work, bareFirst ? full : bare);
      if (pair >= 0) { // The first one warms the disk cache.
        without.add(bareFirst ? first : second);
        with.add(bareFirst ? second : first);
      }
    }
    Workspace.delete(work);
    long difference = difference(without, with, Start::millis);
    String report =
        "%s, %d pairs: a start takes %d ms longer (median), and %d ms of CPU%n  without: %s%n  with:    %s%n"
            .formatted(
                name,
                PAIRS,
                difference,
                difference(without, with, Start::cpuMillis),
                without,
                with);
    System.out.print(report);
    Files.writeString(
        Workspace.path("startup.txt"),
        report,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return new Cost(difference, report);
  }

  private static Start start(Path work, Path war) throws IOException {
    Path base = work.resolve("base");
    Workspace.delete(base);
    try (ServletContainer tomcat = Server.TOMCAT_10.container(base)) {
      tomcat.environment("LIVEBLOCKS_SECRET_KEY", "sk_test");
      tomcat.deploy(war, "app");
      tomcat.start(Jdk.current());
      long cpuMillis = tomcat.cpu().toMillis();
      Matcher started = STARTED.matcher(tomcat.log());
      assertThat(started.find()).isTrue();
      return new Start(Long.parseLong(started.group(1)), cpuMillis);
    }
  }

  private static long difference(
      List<Start> without, List<Start> with, ToLongFunction<Start> measure) {
    List<Long> sorted =
        IntStream.range(0, with.size())
            .mapToObj(i -> measure.applyAsLong(with.get(i)) - measure.applyAsLong(without.get(i)))
            .sorted()
            .toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
