package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.war.VisitorResolver;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The asynchronous path, and blocking on virtual threads, in turn. */
final class VirtualThreadsPart implements Part {

  private static final int VISITORS = 2_000;
  private static final int UPSTREAM_MILLIS = 200;

  @Override
  public String run(Settings settings) throws Exception {
    Optional<Jdk> jdk = Jdk.jdk25();
    if (jdk.isEmpty()) {
      Main.progress("JAVA25_HOME is not set: virtual threads are left out");
      return "Not measured: `JAVA25_HOME` was not set.\n";
    }
    Path war = War.write("virtual", Optional.of(settings.jar()), VisitorResolver.class);
    Table table =
        new Table("server", "CPU per authentication, µs", "authentications/s", "memory, MB");
    for (Product product : Product.values()) {
      try (Closing closing = new Closing()) {
        Upstream upstream = closing.add(Upstream.secure(UPSTREAM_MILLIS));
        ServerSetup setup =
            ServerSetup.of(product, jdk.get(), war, upstream)
                .setting("LIVEBLOCKS_MAX_CONCURRENT_CALLS", Integer.toString(VISITORS));
        rows(table, product.title(), settings, setup, closing);
      }
    }
    return table
        + "\n"
        + Machine.caption(
            "%s; %d in flight, upstream %d ms, HTTP/2 over TLS; medians (and range) of %d rounds of %d s, in turn."
                .formatted(
                    jdk.get().version(),
                    VISITORS,
                    UPSTREAM_MILLIS,
                    settings.rounds(),
                    settings.seconds()));
  }

  private static void rows(
      Table table, String title, Settings settings, ServerSetup setup, Closing closing)
      throws Exception {
    Map<String, ServerSetup> setups = new LinkedHashMap<>();
    setups.put("asynchronous", setup);
    setups.put("blocking on virtual threads", setup.onVirtualThreads());
    Map<Contestant, Load> contestants = new LinkedHashMap<>();
    for (Map.Entry<String, ServerSetup> each : setups.entrySet()) {
      Site site = closing.add(each.getValue().start("virtual-" + contestants.size()));
      Load load = closing.add(Load.start("virtual-" + contestants.size(), site.endpoint()));
      load.connect(VISITORS);
      load.run(settings.warmup());
      contestants.put(Contestant.of(title + ", " + each.getKey(), site), load);
    }
    for (int round = 0; round < settings.rounds(); round++) {
      for (Map.Entry<Contestant, Load> each : contestants.entrySet()) {
        each.getKey().take(() -> each.getValue().run(settings.seconds()));
      }
    }
    for (Contestant contestant : contestants.keySet()) {
      table.row(
          contestant.name(),
          contestant.cpu().text(0),
          contestant.rate().text(0),
          Samples.number(contestant.site().program().residentMegabytes(), 0));
    }
  }
}
