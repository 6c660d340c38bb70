package io.github.liveblocks4j.internal.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;

/** The settings of an endpoint in a real context, with an environment of the test's own. */
final class SettingsFixture {

  static final String KEY = "sk_dev_topsecret";

  final Map<String, String> initParams = new HashMap<>();
  final Map<String, String> environment = new HashMap<>();
  final ServletContextHandler context = new ServletContextHandler();

  EndpointConfig config() {
    return new EndpointConfig(
        "liveblocks-auth", context.getServletContext(), Map.copyOf(initParams), List.of());
  }

  SettingSources sources() {
    return new SettingSources(config(), environment);
  }

  EndpointSettings settings() {
    return new EndpointSettings(sources());
  }
}
