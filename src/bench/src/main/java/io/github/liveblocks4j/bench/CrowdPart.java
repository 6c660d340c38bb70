package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.war.BareServlet;
import io.github.liveblocks4j.bench.war.VisitorResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A crowd that waits for a slow upstream, on a server with 16 threads. */
final class CrowdPart implements Part {

  private static final int THREADS = 16;
  private static final int FEW = 100;
  private static final int SLOW_MILLIS = 2_000;

  /** With it as many per second wait in the small group as in a crowd of 10,000 with the slow. */
  private static final int QUICK_MILLIS = 20;

  private static final int SETTLE_MILLIS = 3_000;

  /**
   * How Liveblocks is reached, and by how many: a process has 20,000 descriptors here, and HTTP/1.1
   * takes two for each.
   */
  private enum Way {
    HTTP_2("HTTP/2 over TLS", 10_000),
    HTTP_1("HTTP/1.1", 8_000),
    NONE("no library, no call", 10_000);

    private final String title;
    private final int visitors;

    Way(String title, int visitors) {
      this.title = title;
      this.visitors = visitors;
    }

    Upstream upstream() throws IOException, InterruptedException {
      return this == HTTP_2 ? Upstream.secure(SLOW_MILLIS) : Upstream.plain(SLOW_MILLIS);
    }
  }

  @Override
  public String run(Settings settings) throws Exception {
    Path ours = War.write("crowd", Optional.of(settings.jar()), VisitorResolver.class);
    Path bare = War.bare("crowd-bare");
    Table table =
        new Table(
            "server, Liveblocks by",
            "in flight",
            "200 when all come at once",
            "after, s",
            "then 200/s",
            "cores busy",
            "threads more than idle",
            "heap more than idle, MB",
            "CPU per request, ms",
            "with " + FEW + " in flight");
    for (Product product : Product.values()) {
      for (Way way : Way.values()) {
        try (Upstream upstream = way.upstream()) {
          Path war = way == Way.NONE ? bare : ours;
          row(table, product, way, settings, upstream, setup(product, way, war, upstream));
        } catch (IOException e) {
          Main.progress("%s, %s failed: %s".formatted(product, way, e.getMessage()));
          table.row(product.title() + ", " + way.title, "failed", "", "", "", "", "", "", "", "");
        }
      }
    }
    return table
        + "\n"
        + Machine.caption(
            "Upstream %d ms (%d ms for the last column, so that the rates are alike), %d request threads, 2 GB of heap; JDK %d. Load, server and upstream share the cores."
                .formatted(SLOW_MILLIS, QUICK_MILLIS, THREADS, Jdk.current().feature()));
  }

  private static ServerSetup setup(Product product, Way way, Path war, Upstream upstream) {
    return ServerSetup.of(product, Jdk.current(), war, upstream)
        .threads(THREADS)
        .option("-Xmx2g")
        .setting("LIVEBLOCKS_MAX_CONCURRENT_CALLS", Integer.toString(way.visitors));
  }

  private static void row(
      Table table,
      Product product,
      Way way,
      Settings settings,
      Upstream upstream,
      ServerSetup setup)
      throws IOException, InterruptedException {
    Size idle = idle(way, setup);
    try (Site site = setup.start("crowd");
        Load crowd = load("crowd", site, SLOW_MILLIS)) {
      warm(site, upstream, settings);
      crowd.connect(way.visitors);
      Load.Result wave = crowd.wave();
      Main.progress("at once: " + wave);
      if (wave.errors() > way.visitors / 2) {
        table.row(
            product.title() + ", " + way.title,
            Samples.number(way.visitors, 0),
            Samples.number(wave.requests() - wave.errors(), 0) + " " + failures(wave),
            Samples.number(wave.seconds(), 1),
            "not measured",
            "",
            "",
            "",
            "",
            "");
        return;
      }
      crowd.run(settings.seconds());
      double busyBefore = cpu(site, crowd, upstream);
      double before = site.program().cpuSeconds();
      Load.Result many = crowd.run(2 * settings.seconds());
      double used = site.program().cpuSeconds() - before;
      double busy = (cpu(site, crowd, upstream) - busyBefore) / many.seconds();
      crowd.begin(settings.seconds());
      Thread.sleep(SETTLE_MILLIS / 2);
      Size full = Size.of(site);
      crowd.await(java.time.Duration.ofSeconds(settings.seconds()));
      upstream.delay(QUICK_MILLIS);
      table.row(
          product.title() + ", " + way.title,
          Samples.number(way.visitors, 0),
          Samples.number(wave.requests() - wave.errors(), 0) + " " + failures(wave),
          Samples.number(wave.seconds(), 1),
          Samples.number((many.requests() - many.errors()) / many.seconds(), 0)
              + " "
              + failures(many),
          Samples.number(busy, 1),
          Long.toString(full.threads() - idle.threads()),
          Samples.number(full.heap() - idle.heap(), 0),
          Samples.number(used * 1e3 / many.requests(), 3),
          Samples.number(few(site, settings), 3));
    }
  }

  /** Warms the JVM; afterwards its client has no connection to the upstream, which is slow. */
  private static void warm(Site site, Upstream upstream, Settings settings)
      throws IOException, InterruptedException {
    upstream.delay(QUICK_MILLIS);
    try (Load load = load("crowd-warm", site, QUICK_MILLIS)) {
      load.connect(FEW);
      load.run(settings.warmup());
    }
    upstream.delay(SLOW_MILLIS);
    Thread.sleep(SETTLE_MILLIS);
  }

  /** Returns the same server with as many connections on which nothing happens. */
  private static Size idle(Way way, ServerSetup setup) throws IOException, InterruptedException {
    try (Site site = setup.start("crowd-idle");
        Load load = load("crowd-idle", site, SLOW_MILLIS)) {
      load.connect(way.visitors);
      Thread.sleep(SETTLE_MILLIS);
      return Size.of(site);
    }
  }

  /** The header is for the servlet that waits by itself. */
  private static Load load(String name, Site site, int delayMillis) throws IOException {
    return Load.start(name, site.endpoint(), Load.BODY, BareServlet.DELAY + ": " + delayMillis);
  }

  private static double few(Site site, Settings settings) throws IOException {
    try (Load load = load("few", site, QUICK_MILLIS)) {
      load.connect(FEW);
      load.run(settings.seconds());
      double before = site.program().cpuSeconds();
      Load.Result result = load.run(settings.seconds());
      return (site.program().cpuSeconds() - before) * 1e3 / result.requests();
    }
  }

  private static double cpu(Site site, Load load, Upstream upstream) throws IOException {
    return site.program().cpuSeconds()
        + load.program().cpuSeconds()
        + upstream.program().cpuSeconds();
  }

  private static String failures(Load.Result result) {
    return result.errors() == 0 ? "" : "(and " + result.others() + ")";
  }

  /**
   * What a server takes.
   *
   * @param threads all of the process
   * @param heap that is still referenced, in MB
   */
  private record Size(long threads, double heap) {

    static Size of(Site site) throws IOException, InterruptedException {
      return new Size(site.program().threads(), Jdk.current().liveHeapMegabytes(site.program()));
    }
  }
}
