package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.war.PlainResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the jar adds to the start of Tomcat, and how long the first visitor waits, in turn. */
final class StartPart implements Part {

  private static final Duration LATER = Duration.ofSeconds(3);

  /**
   * One application.
   *
   * @param started milliseconds until Tomcat said so
   * @param cpu milliseconds of processor time until the background start was over
   * @param atOnce milliseconds to the first token, asked for the moment that Tomcat had started
   * @param later the same, asked for 3 s later
   */
  private record Variant(
      String name,
      Optional<Path> jar,
      Path war,
      Samples started,
      Samples cpu,
      Samples atOnce,
      Samples later) {

    static Variant of(String name, Optional<Path> jar, Optional<String> webXml) throws IOException {
      Path war = War.write("start-" + name.replaceAll("\\W", ""), jar, PlainResolver.class, webXml);
      return new Variant(name, jar, war);
    }

    private Variant(String name, Optional<Path> jar, Path war) {
      this(name, jar, war, new Samples(), new Samples(), new Samples(), new Samples());
    }

    /** Returns the same without samples. */
    Variant again() {
      return new Variant(name, jar, war);
    }
  }

  @Override
  public String run(Settings settings) throws Exception {
    List<Variant> variants =
        new ArrayList<>(
            List.of(
                Variant.of("no library", Optional.empty(), Optional.empty()),
                Variant.of("this jar", Optional.of(settings.jar()), Optional.empty()),
                Variant.of(
                    "this jar, `<absolute-ordering/>`",
                    Optional.of(settings.jar()),
                    Optional.of(War.NO_FRAGMENTS))));
    if (settings.baseline().isPresent()) {
      variants.add(Variant.of("the baseline", settings.baseline(), Optional.empty()));
    } else {
      Main.progress("no -Dbench.baseline=FILE: there is nothing to compare the start with");
    }
    try (Upstream upstream = Upstream.plain(0)) {
      warm(upstream);
      for (int round = -1; round < settings.rounds(); round++) {
        for (Variant variant : variants) {
          // The first round warms the caches of the disk.
          measure(round < 0 ? variant.again() : variant, upstream);
        }
      }
    }
    return section(settings, variants);
  }

  private static void warm(Upstream upstream) throws IOException {
    try (Load load = Load.start("warm", upstream.url().resolve("/v2"))) {
      load.connect(8);
      load.run(3);
    }
  }

  private static void measure(Variant variant, Upstream upstream) throws Exception {
    ServerSetup setup = ServerSetup.of(Product.TOMCAT, Jdk.current(), variant.war(), upstream);
    if (variant.jar().isPresent()) {
      try (Site site = setup.start("start")) {
        variant.started().add(site.started().toMillis());
        variant.atOnce().add(site.firstToken().toMillis());
      }
    }
    try (Site site = setup.start("start")) {
      variant.started().add(site.started().toMillis());
      Thread.sleep(LATER.toMillis());
      variant.cpu().add(site.program().cpuSeconds() * 1_000);
      if (variant.jar().isPresent()) {
        variant.later().add(site.firstToken().toMillis());
      }
    }
  }

  private static String section(Settings settings, List<Variant> variants) throws IOException {
    Variant bare = variants.get(0);
    Table table =
        new Table(
            "Tomcat with",
            "started after, ms",
            "longer by",
            "CPU until ready, ms",
            "more by",
            "first token at once, ms",
            "3 s later, ms");
    for (Variant variant : variants) {
      boolean ours = variant.jar().isPresent();
      table.row(
          variant.name(),
          variant.started().text(0),
          ours ? difference(variant.started(), bare.started()) : "",
          variant.cpu().text(0),
          ours ? difference(variant.cpu(), bare.cpu()) : "",
          ours ? variant.atOnce().text(0) : "",
          ours ? variant.later().text(0) : "");
    }
    return table
        + "\n"
        + Machine.caption(
            "%s, JDK %d; medians (and range) of %d rounds, started in turn."
                .formatted(Product.TOMCAT.title(), Jdk.current().feature(), settings.rounds()));
  }

  private static String difference(Samples with, Samples without) {
    return Samples.number(with.median() - without.median(), 0);
  }
}
