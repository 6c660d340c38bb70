package io.github.liveblocks4j.bench.micro;

import io.github.liveblocks4j.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The JSON of a request: what the browser sends, and what Liveblocks gets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {

  private final Json json = new Json();
  private final String body = new String(Micro.body(), StandardCharsets.UTF_8);
  private final Map<String, Object> request =
      Map.of("userId", "alice@acme", "groupIds", List.of("designers"));

  /** Reads the body of a browser's request. */
  @Benchmark
  public Object read() {
    return json.readObject(body);
  }

  /** Writes the body of a request to Liveblocks. */
  @Benchmark
  public String write() {
    return json.withUserInfo(json.write(request), Map.of("name", "Alice"));
  }
}
