package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.load.LoadGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The load generator's process. */
final class Load implements Closeable {

  /** So many that none of them reaches the limit of tokens per minute. */
  static final int USERS = 10_000;

  static final String BODY = "{\"room\":\"plans\"}";

  private static final Pattern LINE = Pattern.compile("(.*=.*)\\R");
  private static final Duration SLACK = Duration.ofSeconds(90);

  private final Program program;
  private int read;

  private Load(Program program) {
    this.program = program;
  }

  /** Starts one that has not connected yet. */
  static Load start(String name, URI url) throws IOException {
    return start(name, url, BODY, "");
  }

  static Load start(String name, URI url, String body, String header) throws IOException {
    Path directory = Workspace.fresh("load-" + name);
    return new Load(
        Program.start(
            directory,
            directory.resolve("output.txt"),
            Map.of(),
            Main.java(
                List.of("-Xmx1g", "-XX:+UseSerialGC"),
                LoadGenerator.class,
                List.of(url.toString(), Integer.toString(USERS), body, header))));
  }

  Program program() {
    return program;
  }

  void connect(int count) throws IOException {
    command("connect " + count);
    await(Duration.ZERO);
  }

  /** Sends one request on each connection, all at once, and waits for the responses. */
  Result wave() throws IOException {
    command("wave");
    return await(Duration.ZERO);
  }

  /** Begins a closed loop, whose result is to be awaited. */
  void begin(int seconds) throws IOException {
    command("run " + seconds);
  }

  Result run(int seconds) throws IOException {
    begin(seconds);
    return await(Duration.ofSeconds(seconds));
  }

  /** Sends at a rate, whatever the responses do. */
  Result open(int rate, int seconds) throws IOException {
    command("open " + rate + " " + seconds);
    return await(Duration.ofSeconds(seconds));
  }

  private void command(String line) throws IOException {
    read = program.log().length();
    program.send(line);
  }

  Result await(Duration duration) throws IOException {
    return Result.parse(program.await(LINE, read, duration.plus(SLACK)).group(1));
  }

  @Override
  public void close() {
    program.close();
  }

  /**
   * What a run has shown.
   *
   * @param requests all, with or without a response
   * @param errors those whose response was not 200
   * @param others statuses of the errors
   * @param seconds from the first request to the last response
   * @param p50 latency in milliseconds
   * @param p99 latency in milliseconds
   */
  record Result(long requests, long errors, String others, double seconds, double p50, double p99) {

    static Result parse(String line) {
      Map<String, String> values = new HashMap<>();
      for (String pair : line.strip().split(" ")) {
        String[] parts = pair.split("=", 2);
        values.put(parts[0], parts[1]);
      }
      return new Result(
          Long.parseLong(values.getOrDefault("requests", "0")),
          Long.parseLong(values.getOrDefault("errors", "0")),
          values.getOrDefault("others", ""),
          Long.parseLong(values.get("micros")) / 1e6,
          Long.parseLong(values.getOrDefault("p50", "0")) / 1e3,
          Long.parseLong(values.getOrDefault("p99", "0")) / 1e3);
    }

    double perSecond() {
      return requests / seconds;
    }

    /** Returns this result, unless a request failed: then the figures mean nothing. */
    Result requireNoErrors(String name) throws IOException {
      if (errors > 0 || requests == 0) {
        throw new IOException(
            "%s: %d of %d requests did not get 200 %s".formatted(name, errors, requests, others));
      }
      return this;
    }
  }
}
