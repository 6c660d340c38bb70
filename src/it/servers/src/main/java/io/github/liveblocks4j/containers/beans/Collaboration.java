package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;

/** How the application reaches Liveblocks. */
final class Collaboration {

  private Collaboration() {}

  static Liveblocks liveblocks() {
    return Liveblocks.create(
        LiveblocksConfig.builder()
            .secretKey(System.getenv("LIVEBLOCKS_SECRET_KEY"))
            .baseUrl(System.getenv("LIVEBLOCKS_BASE_URL"))
            .build());
  }
}
