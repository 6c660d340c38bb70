package io.github.liveblocks4j.readme;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.LiveblocksConfig;
import java.time.Duration;

final class Collaboration {

  private Collaboration() {}

  // snippet: client
  static Liveblocks liveblocks() {
    return Liveblocks.create(
        LiveblocksConfig.builder()
            .secretKey(System.getProperty("collaboration.key"))
            .baseUrl(System.getProperty("collaboration.url"))
            .deadline(Duration.ofSeconds(5))
            .build());
  }
  // end
}
