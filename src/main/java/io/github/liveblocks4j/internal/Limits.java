package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The limits that Liveblocks documents. Passing one is a warning and no refusal: Liveblocks moves
 * its limits, and knows them better than we do.
 */
public enum Limits {
  ROOM_ID(128, "characters"),
  USER_ID(128, "characters"),
  USER_INFO(1_024, "characters"),
  ACCESSES(1_000, "entries"),
  METADATA(50, "entries"),
  METADATA_KEY(40, "characters"),
  METADATA_VALUE(256, "characters"),
  EVENT(1_048_576, "characters"),
  PRESENCE_SECONDS(3_599, "seconds");

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final int most;
  private final String unit;

  Limits(int most, String unit) {
    this.most = most;
    this.unit = unit;
  }

  /**
   * Logs a warning when a limit is passed.
   *
   * @param field what the warning names; not its value, which can be personal
   */
  public void check(String field, long amount) {
    if (amount > most) {
      LOG.log(
          Level.WARNING,
          "{0} has {1} {2}; Liveblocks documents at most {3}",
          field,
          Long.toString(amount),
          unit,
          Integer.toString(most));
    }
  }
}
