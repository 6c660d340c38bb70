package io.github.liveblocks4j.support.scan;

import io.github.liveblocks4j.support.Secrets;
import java.util.ArrayList;
import java.util.List;

/** The secrets that have shown up so far. Thread-safe. */
final class Leaks {

  private static final int MOST = 20;

  private final List<String> found = new ArrayList<>(); // guarded by this

  /** Takes note of a secret in a text. */
  void scan(String where, String text) {
    Secrets.leakIn(text).ifPresent(leak -> add(where + ": " + leak));
  }

  private synchronized void add(String leak) {
    if (found.size() < MOST) {
      found.add(leak);
    }
  }

  /** Returns what was found since the last time. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(found);
    found.clear();
    return taken;
  }
}
