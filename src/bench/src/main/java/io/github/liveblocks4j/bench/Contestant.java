package io.github.liveblocks4j.bench;

import java.io.IOException;

/**
 * One of those that take turns under the same load.
 *
 * @param name for the table
 * @param site its server
 * @param cpu microseconds of processor time per authentication
 * @param rate authentications per second
 */
record Contestant(String name, Site site, Samples cpu, Samples rate) {

  static Contestant of(String name, Site site) {
    return new Contestant(name, site, new Samples(), new Samples());
  }

  /** Something that sends requests for a while. */
  @FunctionalInterface
  interface Turn {
    Load.Result run() throws IOException, InterruptedException;
  }

  /** Takes a turn, and tells what it has cost. */
  void take(Turn turn) throws IOException, InterruptedException {
    double before = site.program().cpuSeconds();
    Load.Result result = turn.run().requireNoErrors(name);
    double used = site.program().cpuSeconds() - before;
    cpu.add(used * 1e6 / result.requests());
    rate.add(result.perSecond());
    Main.progress(
        "%s: %.0f us, %.0f/s".formatted(name, used * 1e6 / result.requests(), result.perSecond()));
  }
}
