package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.Liveblocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The application's own client, which CDI closes. */
@ApplicationScoped
public class Client {

  // snippet: cdi
  @Produces
  @Singleton // Not a scope that needs a proxy: the class is final.
  public Liveblocks liveblocks() {
    return Collaboration.liveblocks();
  }

  public void close(@Disposes Liveblocks liveblocks) {
    liveblocks.close();
  }
  // end
}
