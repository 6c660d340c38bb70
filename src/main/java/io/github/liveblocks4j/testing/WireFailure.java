package io.github.liveblocks4j.testing;

import java.io.IOException;

/** A failure below HTTP: of time, or of the connection. */
final class WireFailure extends Failure {

  @FunctionalInterface
  interface Behaviour {
    void play(Exchange exchange, Exchange.Work work) throws IOException;
  }

  private final Behaviour behaviour;

  WireFailure(String pathPrefix, Behaviour behaviour) {
    super(pathPrefix);
    this.behaviour = behaviour;
  }

  @Override
  public Failure onPath(String prefix) {
    return new WireFailure(prefix, behaviour);
  }

  @Override
  void play(Exchange exchange, Exchange.Work work) throws IOException {
    behaviour.play(exchange, work);
  }
}
