package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.micro.Micro;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Time and allocation without container and network, by JMH. */
final class MicroPart implements Part {

  @Override
  public String run(Settings settings) throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(Micro.PATTERN)
                    .forks(1)
                    .warmupIterations(Math.max(1, settings.warmup() / 2))
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(settings.rounds())
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    Table table = new Table("benchmark", "time, ns", "allocated, bytes");
    for (RunResult result : results) {
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      String name = result.getParams().getBenchmark();
      table.row(
          name.replaceAll(".*\\.(\\w+)Benchmark\\.(\\w+)$", "$1: $2"),
          Samples.number(result.getPrimaryResult().getScore(), 0),
          Samples.number(allocated.getScore(), 0));
    }
    return table
        + "\n"
        + Machine.caption(
            "JMH, one fork, %d iterations of 1 s, one thread; JDK %d."
                .formatted(settings.rounds(), Jdk.current().feature()));
  }
}
