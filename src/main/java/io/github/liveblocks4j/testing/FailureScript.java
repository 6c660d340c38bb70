package io.github.liveblocks4j.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Holds the scripted failures. Thread-safe. */
final class FailureScript {

  private final List<Failure> once = new ArrayList<>();
  private List<Failure> always = List.of();

  synchronized void next(List<Failure> failures) {
    once.addAll(failures);
  }

  synchronized void always(List<Failure> failures) {
    always = List.copyOf(failures);
  }

  synchronized void clearFailures() {
    once.clear();
    always = List.of();
  }

  /** The first scripted failure for this path, which is used up; else the first persistent one. */
  synchronized Optional<Failure> take(String path) {
    for (Iterator<Failure> failures = once.iterator(); failures.hasNext(); ) {
      Failure failure = failures.next();
      if (failure.isFor(path)) {
        failures.remove();
        return Optional.of(failure);
      }
    }
    return always.stream().filter(failure -> failure.isFor(path)).findFirst();
  }
}
