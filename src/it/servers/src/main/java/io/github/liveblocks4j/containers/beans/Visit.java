package io.github.liveblocks4j.containers.beans;

import jakarta.enterprise.context.RequestScoped;

/** Lives as long as a request: a bean that finds another one's visit here was not called in it. */
@RequestScoped
public class Visit {

  private boolean begun;

  /** Begins it, once. */
  public void begin() {
    if (begun) {
      throw new IllegalStateException("somebody else's visit");
    }
    begun = true;
  }
}
