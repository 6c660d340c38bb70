package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a log for a throwable whose message, or that of one of its causes, has a secret in it:
 * what the application's code throws may quote its configuration. Its message names the original's
 * class, and its stack trace is the original's.
 */
final class MaskedThrowable extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_MESSAGE = 2_000;

  private MaskedThrowable(Throwable original, @Nullable Throwable cause) {
    super(masked(original), cause);
    setStackTrace(original.getStackTrace());
  }

  /** Returns the throwable itself, or one to log in its place. */
  static @Nullable Throwable of(@Nullable Throwable original) {
    return of(original, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static @Nullable Throwable of(@Nullable Throwable original, Set<Throwable> seen) {
    if (original == null || !seen.add(original)) {
      return null;
    }
    Throwable cause = of(original.getCause(), seen);
    List<Throwable> suppressed = new ArrayList<>();
    for (Throwable each : original.getSuppressed()) {
      Throwable masked = of(each, seen);
      if (masked != null) {
        suppressed.add(masked);
      }
    }
    if (cause == original.getCause()
        && suppressed.equals(List.of(original.getSuppressed()))
        && masked(original).equals(original.toString())) {
      return original;
    }
    MaskedThrowable masked = new MaskedThrowable(original, cause);
    suppressed.forEach(masked::addSuppressed);
    return masked;
  }

  private static String masked(Throwable throwable) {
    return Masking.text(throwable.toString(), MAX_MESSAGE);
  }
}
