package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits that Liveblocks documents. Exceeding one is a warning, not a refusal: Liveblocks moves
 * its limits, and knows them better than we do. Thread-safe.
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

  // A field's name can hold a key of metadata, and so what a stranger chose.
  private static final int MAX_FIELDS = 200;
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private final int most;
  private final String unit;

  Limits(int most, String unit) {
    this.most = most;
    this.unit = unit;
  }

  /**
   * Logs a warning when a limit is exceeded, once for each field: a user with a long profile would
   * otherwise cost a line for every token.
   *
   * @param field the name in the warning; not the value, which can be personal
   */
  public void check(String field, long amount) {
    if (amount > most && WARNED.size() < MAX_FIELDS && WARNED.add(name() + " " + field)) {
      LOG.log(
          Level.WARNING,
          "{0} has {1} {2}; Liveblocks documents at most {3} (further warnings about {0} are suppressed)",
          Masking.line(field, 200),
          Long.toString(amount),
          unit,
          Integer.toString(most));
    }
  }
}
