package io.github.liveblocks4j.containers.beans;

import jakarta.enterprise.context.RequestScoped;

/** Lives as long as a request. */
@RequestScoped
public class Visit {

  private boolean begun;

  /** Begins it, once. */
  public void begin() {
    if (begun) {
      throw new IllegalStateException("the visit of another request");
    }
    begun = true;
  }
}
