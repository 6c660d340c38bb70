package io.github.liveblocks4j.internal.web;

import java.util.Optional;
import java.util.function.Supplier;

/** Creates one kind of endpoint. */
@FunctionalInterface
public interface EndpointFactory {

  /**
   * Reads the settings and finds the SPIs, which needs the container's thread (JNDI, CDI) and says
   * at startup what is wrong.
   *
   * @return the rest, which takes time to load classes and may run on any thread, once; empty when
   *     nothing asks for the endpoint, which then responds as if it were not there
   * @throws MisconfiguredException when the endpoint cannot work as it is set up
   */
  Optional<Supplier<Endpoint>> prepare(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup);
}
