package io.github.liveblocks4j.internal.web;

import java.util.Optional;

/** Creates one kind of endpoint. */
@FunctionalInterface
public interface EndpointFactory {

  /**
   * Reads the settings, finds the SPIs and creates the endpoint.
   *
   * @param reports to be given the listener, and to the endpoint
   * @return empty when nothing asks for the endpoint, which then responds as if it were not there
   * @throws MisconfiguredException when the endpoint cannot work as it is set up
   */
  Optional<Endpoint> create(
      EndpointConfig config, EndpointSettings settings, SpiLookup lookup, RequestReports reports);
}
