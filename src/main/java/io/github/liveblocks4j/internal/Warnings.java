package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs the warnings for the back end's developer that Liveblocks sends in a header of any response
 * ({@code X-LB-Warn}), on success too. Each text is logged once: a warning on every token would
 * flood the log.
 */
final class Warnings {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final int MAX_KNOWN = 100;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  void log(ApiRequest request, String warning) {
    String line = Masking.line(warning, 1_000);
    if (known.size() < MAX_KNOWN && known.add(line)) {
      LOG.log(Level.WARNING, "Liveblocks warns about {0}: {1}", request.label(), line);
    }
  }
}
