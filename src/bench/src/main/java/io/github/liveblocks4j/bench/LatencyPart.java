package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.war.VisitorResolver;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What the endpoint adds to the latency of a call, below the load at which queues grow. */
final class LatencyPart implements Part {

  private static final int RATE = 500;
  private static final int UPSTREAM_MILLIS = 20;
  private static final int CONNECTIONS = 64;

  @Override
  public String run(Settings settings) throws Exception {
    Path war = War.write("latency", Optional.of(settings.jar()), VisitorResolver.class);
    Table table =
        new Table("server", "p50 direct, ms", "p50 added, ms", "p99 direct, ms", "p99 added, ms");
    for (Product product : Product.values()) {
      try (Closing closing = new Closing()) {
        Upstream upstream = closing.add(Upstream.plain(UPSTREAM_MILLIS));
        Site site =
            closing.add(
                ServerSetup.of(product, Jdk.current(), war, upstream)
                    .start("latency-" + product.ordinal()));
        site.firstToken();
        row(table, product.title(), settings, closing, upstream, site);
      }
    }
    return table
        + "\n"
        + Machine.caption(
            "%d requests/s, open loop, upstream %d ms; medians of %d rounds of %d s, direct and through the server in turn; JDK %d."
                .formatted(
                    RATE,
                    UPSTREAM_MILLIS,
                    settings.rounds(),
                    settings.seconds(),
                    Jdk.current().feature()));
  }

  private static void row(
      Table table, String name, Settings settings, Closing closing, Upstream upstream, Site site)
      throws Exception {
    // The same generator for both, each connected and warm.
    URI token = upstream.url().resolve("/v2/identify-user");
    String body =
        "{\"userId\":\"user-1\",\"groupIds\":[\"designers\"],\"userInfo\":{\"name\":\"Alice\"}}";
    String header = "Authorization: Bearer " + Upstream.KEY;
    Load direct = closing.add(Load.start("direct", token, body, header));
    Load through = closing.add(Load.start("through", site.endpoint()));
    for (Load load : new Load[] {direct, through}) {
      load.connect(CONNECTIONS);
      load.run(settings.warmup());
      load.open(RATE, settings.warmup());
    }
    Samples p50 = new Samples();
    Samples p99 = new Samples();
    Samples p50Added = new Samples();
    Samples p99Added = new Samples();
    for (int round = 0; round < settings.rounds(); round++) {
      Load.Result bare = direct.open(RATE, settings.seconds()).requireNoErrors("upstream");
      Load.Result ours = through.open(RATE, settings.seconds()).requireNoErrors(name);
      p50.add(bare.p50());
      p99.add(bare.p99());
      p50Added.add(ours.p50() - bare.p50());
      p99Added.add(ours.p99() - bare.p99());
    }
    table.row(name, p50.text(2), p50Added.text(2), p99.text(2), p99Added.text(2));
  }
}
