package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.war.VisitorResolver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processor time and memory per authentication, beside the peers, in turn. */
final class CpuPart implements Part {

  private static final int CONNECTIONS = 64;
  private static final String OURS = "liveblocks-servlet";

  @Override
  public String run(Settings settings) throws Exception {
    Peer.install();
    boolean wrk = Wrk.isInstalled();
    if (!wrk) {
      Main.progress(
          "wrk is not installed (apt-get install wrk): the generator of this build it is");
    }
    try (Closing closing = new Closing()) {
      Upstream upstream = closing.add(Upstream.plain(0));
      List<Contestant> contestants = start(settings, upstream, closing);
      Map<Contestant, Contestant.Turn> turns = new LinkedHashMap<>();
      for (Contestant contestant : contestants) {
        Site site = contestant.site();
        site.firstToken();
        turns.put(
            contestant,
            wrk
                ? () -> Wrk.run(site.endpoint(), CONNECTIONS, settings.seconds())
                : () -> ownTurn(site.endpoint(), settings.seconds()));
        warm(site, settings.warmup());
      }
      for (int round = 0; round < settings.rounds(); round++) {
        for (Map.Entry<Contestant, Contestant.Turn> turn : turns.entrySet()) {
          turn.getKey().take(turn.getValue());
        }
      }
      chart(settings, contestants);
      return section(settings, contestants, wrk);
    }
  }

  private static List<Contestant> start(Settings settings, Upstream upstream, Closing closing)
      throws IOException, InterruptedException {
    Path war = War.write("cpu", Optional.of(settings.jar()), VisitorResolver.class);
    Path bare = War.bare("cpu-bare");
    List<Contestant> contestants = new ArrayList<>();
    for (Jdk jdk : jdks()) {
      for (Product product : Product.values()) {
        String name = product.name().toLowerCase(java.util.Locale.ROOT) + jdk.feature();
        Site site = ServerSetup.of(product, jdk, war, upstream).start("cpu-" + name);
        contestants.add(
            Contestant.of(
                "%s, %s, JDK %d".formatted(OURS, product.title(), jdk.feature()),
                closing.add(site)));
      }
    }
    for (Product product : Product.values()) {
      String name = "bare-" + product.name().toLowerCase(java.util.Locale.ROOT);
      Site site = ServerSetup.of(product, Jdk.current(), bare, upstream).start("cpu-" + name);
      contestants.add(
          Contestant.of("%s, no library, no call".formatted(product.title()), closing.add(site)));
    }
    for (Peer peer : Peer.values()) {
      contestants.add(Contestant.of(peer.title(), closing.add(peer.start(upstream))));
    }
    return contestants;
  }

  /** Returns the one that runs this, and JDK 25 if that is another and known. */
  static List<Jdk> jdks() {
    List<Jdk> jdks = new ArrayList<>(List.of(Jdk.current()));
    Optional<Jdk> other = Jdk.jdk25().filter(jdk -> !jdk.equals(Jdk.current()));
    other.ifPresent(jdks::add);
    if (jdks.get(jdks.size() - 1).feature() < 25) {
      Main.progress("JAVA25_HOME is not set: JDK 25 is left out");
    }
    return jdks;
  }

  private static void warm(Site site, int seconds) throws IOException {
    try (Load load = Load.start("warm", site.endpoint())) {
      load.connect(CONNECTIONS);
      load.run(seconds);
    }
  }

  /** With new connections, as wrk has: Bun closes those that are idle while others take turns. */
  private static Load.Result ownTurn(URI url, int seconds) throws IOException {
    try (Load load = Load.start("turn-" + url.getPort(), url)) {
      load.connect(CONNECTIONS);
      return load.run(seconds);
    }
  }

  private static void chart(Settings settings, List<Contestant> contestants) throws IOException {
    Map<String, Double> bars = new LinkedHashMap<>();
    for (Contestant contestant : contestants) {
      bars.put(contestant.name(), contestant.cpu().median());
    }
    Files.writeString(
        settings.docs().resolve("benchmark.svg"),
        Chart.draw("Processor time per authentication, in µs (less is better)", bars, OURS));
  }

  private static String section(Settings settings, List<Contestant> contestants, boolean wrk)
      throws IOException, InterruptedException {
    double least =
        contestants.stream()
            .filter(contestant -> contestant.name().startsWith(OURS))
            .mapToDouble(contestant -> contestant.cpu().median())
            .min()
            .orElseThrow();
    Table table =
        new Table(
            "server", "CPU per authentication, µs", "ratio", "authentications/s", "memory, MB");
    for (Contestant contestant : contestants) {
      table.row(
          contestant.name(),
          contestant.cpu().text(0),
          Samples.number(contestant.cpu().median() / least, 2),
          contestant.rate().text(0),
          Samples.number(contestant.site().program().residentMegabytes(), 0));
    }
    StringBuilder jdks = new StringBuilder();
    for (Jdk jdk : jdks()) {
      jdks.append(jdk.version()).append("; ");
    }
    return table
        + "\n"
        + Machine.caption(
            "Medians (and range) of %d rounds of %d s, in turn, after %d s of warm-up; %d connections by %s. %sNode %s; Bun %s; %s."
                .formatted(
                    settings.rounds(),
                    settings.seconds(),
                    settings.warmup(),
                    CONNECTIONS,
                    wrk ? "wrk" : "the load generator of src/bench",
                    jdks,
                    Peer.NODE.version(),
                    Peer.BUN.version(),
                    Peer.libraries()));
  }
}
