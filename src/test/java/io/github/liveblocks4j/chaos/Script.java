package io.github.liveblocks4j.chaos;

import java.io.IOException;

/** What an upstream does on one connection. Composable; without state, so that many may play it. */
@FunctionalInterface
interface Script {

  /** Plays on a connection, which is closed afterwards unless this is one exchange of several. */
  void play(Connection connection) throws IOException;

  default Script then(Script next) {
    return connection -> {
      play(connection);
      next.play(connection);
    };
  }
}
