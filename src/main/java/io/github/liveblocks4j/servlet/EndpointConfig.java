package io.github.liveblocks4j.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where in a web application the endpoint sits, and what was said to it there.
 *
 * @param name the servlet's or filter's name
 * @param context the web application
 * @param initParams the init-params by name; null for one that is not set
 * @param initParamNames the names of those that are set
 * @param paths the URL patterns, as far as they are known
 */
record EndpointConfig(
    String name,
    ServletContext context,
    UnaryOperator<@Nullable String> initParams,
    List<String> initParamNames,
    Collection<String> paths) {

  /** The one init-param that only the filter has. */
  static final String FILTER_PATH = "path";

  static EndpointConfig of(FilterConfig config, String path) {
    return new EndpointConfig(
        config.getFilterName(),
        config.getServletContext(),
        config::getInitParameter,
        Collections.list(config.getInitParameterNames()).stream()
            .filter(name -> !name.equals(FILTER_PATH))
            .toList(),
        List.of(path));
  }

  static EndpointConfig of(ServletConfig config) {
    ServletRegistration registration =
        config.getServletContext().getServletRegistration(config.getServletName());
    return new EndpointConfig(
        config.getServletName(),
        config.getServletContext(),
        config::getInitParameter,
        Collections.list(config.getInitParameterNames()),
        registration == null ? List.of() : registration.getMappings());
  }
}
