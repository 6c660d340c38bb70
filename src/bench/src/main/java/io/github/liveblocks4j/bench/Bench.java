package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the auth endpoint beside its peers, and writes the tables of {@code performance.md},
 * which says what the parts and their options are. Contestants take turns, so that whatever else
 * the machine does meets all of them.
 */
public final class Bench {

  private static final Pattern WRK = Pattern.compile("requests=(\\d+) errors=(\\d+) micros=(\\d+)");
  private static final int CONNECTIONS = 64;
  private static final int UPSTREAM_MILLIS = 50;

  private final Map<String, String> options = new HashMap<>();
  private final int rounds;
  private final int seconds;
  private final int warmUp;

  private Bench(String... arguments) {
    for (String argument : arguments) {
      for (String option : argument.strip().split(" +")) {
        options.put(option.replaceAll("=.*", ""), option.replaceAll("^[^=]*=?", ""));
      }
    }
    this.rounds = Integer.parseInt(option("rounds", "5"));
    this.seconds = Integer.parseInt(option("seconds", "5"));
    this.warmUp = Integer.parseInt(option("warmup", "30"));
  }

  private String option(String name, String fallback) {
    return options.getOrDefault(name, fallback);
  }

  /** Runs the parts that the option {@code only} names. */
  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench(arguments);
    List<String> parts = List.of(bench.option("only", "cpu,crowd,micro").split(","));
    if (parts.contains("cpu")) {
      bench.cpu();
    }
    if (parts.contains("crowd")) {
      bench.crowd();
    }
    if (parts.contains("micro")) {
      bench.micro();
    }
  }

  /** Returns the jars to measure by what they are called in the tables. */
  private Map<String, Path> jars() {
    Map<String, Path> jars = new LinkedHashMap<>();
    jars.put("liveblocks-servlet", Path.of(option("jar", "")));
    if (options.containsKey("old")) {
      jars.put("the other jar", Path.of(option("old", "")));
    }
    return jars;
  }

  private void cpu() throws IOException, InterruptedException {
    Map<String, Server> servers = new LinkedHashMap<>();
    Map<String, Samples> cpu = new LinkedHashMap<>();
    Map<String, Samples> rate = new LinkedHashMap<>();
    Server.installPeers();
    Server upstream = Server.upstream(false, 0);
    try {
      for (Map.Entry<String, Path> jar : jars().entrySet()) {
        for (Map.Entry<Integer, Path> jdk : Server.jdks().entrySet()) {
          servers.put(
              "%s, %s, JDK %d".formatted(jar.getKey(), Tomcat.version(), jdk.getKey()),
              Tomcat.start(jdk.getValue(), jar.getValue(), upstream, Map.of()));
        }
      }
      servers.put("Fastify", Server.peer("node", "fastify.mjs", upstream));
      servers.put("Bun.serve", Server.peer(Server.bun(), "bun.mjs", upstream));
      for (Server server : servers.values()) {
        wrk(server, warmUp);
      }
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, Server> each : servers.entrySet()) {
          Duration before = each.getValue().cpu();
          double[] load = wrk(each.getValue(), seconds);
          double micros = each.getValue().cpu().minus(before).toNanos() / 1e3 / load[0];
          System.out.printf("%s: %.0f µs, %.0f/s%n", each.getKey(), micros, load[0] / load[1]);
          cpu.computeIfAbsent(each.getKey(), name -> new Samples()).add(micros);
          rate.computeIfAbsent(each.getKey(), name -> new Samples()).add(load[0] / load[1]);
        }
      }
    } finally {
      servers.values().forEach(Server::close);
      upstream.close();
    }
    List<List<String>> rows = new ArrayList<>();
    double ours = cpu.values().iterator().next().median();
    cpu.forEach(
        (name, samples) ->
            rows.add(
                List.of(
                    name,
                    samples.format("%.0f"),
                    "%.2f".formatted(samples.median() / ours),
                    rate.get(name).format("%,.0f"))));
    write(
        "cpu",
        List.of("server", "CPU per authentication, µs", "ratio", "authentications/s"),
        rows,
        "%d rounds of %d s after %d s of warm-up; wrk with %d connections. %s"
            .formatted(rounds, seconds, warmUp, CONNECTIONS, Server.versions()));
  }

  /** Returns how many requests got their token, and the seconds that it took. */
  private static double[] wrk(Server server, int seconds) throws IOException, InterruptedException {
    String output =
        Server.output(
            "wrk",
            "-t1",
            "-c" + CONNECTIONS,
            "-d" + seconds + "s",
            "-s",
            Path.of("post.lua").toAbsolutePath().toString(),
            "http://127.0.0.1:" + server.port() + Server.ENDPOINT);
    Matcher result = WRK.matcher(output);
    if (!result.find() || !result.group(2).equals("0")) {
      throw new IOException("Not every response was 200:\n" + output + server.log());
    }
    return new double[] {
      Double.parseDouble(result.group(1)), Double.parseDouble(result.group(3)) / 1e6
    };
  }

  private void crowd() throws IOException, InterruptedException {
    Map<String, Samples> started = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (String wave : option("crowds", "2000,10000").split(",")) {
      int visitors = Integer.parseInt(wave.replaceAll("/.*", ""));
      String permits = wave.contains("/") ? wave.replaceAll(".*/", "") : "200";
      Map<String, String> settings = Map.of("LIVEBLOCKS_MAX_CONCURRENT_CALLS", permits);
      Map<String, Samples> times = new LinkedHashMap<>();
      Map<String, String> others = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, Path> jar : jars().entrySet()) {
          Server upstream = Server.upstream(true, UPSTREAM_MILLIS);
          Server server =
              Tomcat.start(
                  Path.of(System.getProperty("java.home")), jar.getValue(), upstream, settings);
          try {
            started.computeIfAbsent(jar.getKey(), name -> new Samples()).add(millis(server.cpu()));
            Crowd.Result result = Crowd.arrive(server.port(), Server.ENDPOINT, visitors);
            System.out.printf("%s, %d visitors: %s%n", jar.getKey(), visitors, result);
            times.computeIfAbsent(jar.getKey(), name -> new Samples()).add(result.seconds());
            others.merge(jar.getKey(), result.outcomes().toString(), (a, b) -> a + ", " + b);
          } finally {
            server.close();
            upstream.close();
          }
        }
      }
      times.forEach(
          (name, samples) ->
              rows.add(
                  List.of(
                      name,
                      "%,d".formatted(visitors),
                      permits,
                      samples.format("%.1f"),
                      others.get(name))));
    }
    String how =
        "%s, JDK %d, just started; %d rounds; upstream %d ms over TLS; load, server and upstream share the cores."
            .formatted(Tomcat.version(), Runtime.version().feature(), rounds, UPSTREAM_MILLIS);
    write(
        "crowd",
        List.of(
            "jar",
            "visitors",
            "`maxConcurrentCalls`",
            "all have their response after, s",
            "responses by status"),
        rows,
        how);
    write(
        "start",
        List.of("jar", "CPU until Tomcat and endpoint are ready, ms"),
        started.entrySet().stream()
            .map(each -> List.of(each.getKey(), each.getValue().format("%,.0f")))
            .toList(),
        how);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private void micro() throws IOException, RunnerException {
    List<List<String>> rows = new ArrayList<>();
    OptionsBuilder jmh = new OptionsBuilder();
    jmh.include("Benchmark").forks(1).timeUnit(TimeUnit.NANOSECONDS);
    jmh.warmupIterations(warmUp).warmupTime(TimeValue.seconds(1));
    jmh.measurementIterations(rounds).measurementTime(TimeValue.seconds(seconds));
    jmh.addProfiler(org.openjdk.jmh.profile.GCProfiler.class);
    for (RunResult result : new Runner(jmh.build()).run()) {
      rows.add(
          List.of(
              result.getParams().getBenchmark().replaceAll(".*\\.", ""),
              "%,.0f".formatted(result.getPrimaryResult().getScore()),
              "%,.0f"
                  .formatted(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore())));
    }
    write(
        "micro",
        List.of("benchmark", "time, ns", "allocated, bytes"),
        rows,
        "JMH, one thread; JDK %d.".formatted(Runtime.version().feature()));
  }

  /** Replaces what is between {@code <!-- bench: NAME -->} and {@code <!-- end: NAME -->}. */
  private void write(String name, List<String> head, List<List<String>> rows, String caption)
      throws IOException {
    StringBuilder table = new StringBuilder("<!-- bench: " + name + " -->\n");
    table.append("| ").append(String.join(" | ", head)).append(" |\n");
    table.append("|---".repeat(head.size())).append("|\n");
    rows.forEach(row -> table.append("| ").append(String.join(" | ", row)).append(" |\n"));
    table.append(
        "\n%s, %d cores, Linux. Median (and range). %s\n<!-- end: %s -->"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                caption,
                name));
    Path document = Path.of(option("docs", "../docs")).resolve("performance.md");
    String text = Files.readString(document);
    Matcher place =
        Pattern.compile("<!-- bench: " + name + " -->.*<!-- end: " + name + " -->", Pattern.DOTALL)
            .matcher(text);
    if (!place.find()) {
      throw new IOException(document + " has no place for " + name);
    }
    Files.writeString(document, place.replaceFirst(Matcher.quoteReplacement(table.toString())));
    System.out.println(table);
  }
}
