package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The application's own client, which CDI closes. */
@ApplicationScoped
public class Client {

  /** Makes it. */
  @Produces
  @Singleton
  public Liveblocks liveblocks() {
    return Liveblocks.create(
        LiveblocksConfig.builder()
            .secretKey(System.getenv("LIVEBLOCKS_SECRET_KEY"))
            .baseUrl(System.getenv("LIVEBLOCKS_BASE_URL"))
            .build());
  }

  /** Closes it. */
  public void close(@Disposes Liveblocks liveblocks) {
    liveblocks.close();
  }
}
