package io.github.liveblocks4j.internal.web;

import java.util.Optional;

/** Creates what one kind of endpoint is for. */
@FunctionalInterface
public interface EndpointFactory {

  /**
   * Reads the settings, finds the SPIs and creates the handler.
   *
   * @param lookup closes with the endpoint what it has created, and what it is given to close
   * @return empty when nothing asks for the endpoint, which then responds as if it were not there
   * @throws MisconfiguredException when the endpoint cannot work as it is set up
   */
  Optional<JsonEndpoint.Handler> create(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup);
}
