package io.github.liveblocks4j.internal.web;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the container says of a servlet or filter: {@link ServletConfig} and {@link FilterConfig} in
 * one form.
 *
 * @param paths the URL patterns inside the web application, as far as they are known
 */
public record EndpointConfig(
    String name, ServletContext context, Map<String, String> initParams, Collection<String> paths) {

  /** The one init-param that only filters have. */
  public static final String FILTER_PATH = "path";

  /**
   * Describes a filter.
   *
   * @param path the path inside the web application to which it responds
   */
  public static EndpointConfig of(FilterConfig config, String path) {
    Map<String, String> initParams =
        initParams(config.getInitParameterNames(), config::getInitParameter);
    initParams.remove(FILTER_PATH);
    return new EndpointConfig(
        config.getFilterName(), config.getServletContext(), initParams, List.of(path));
  }

  public static EndpointConfig of(ServletConfig config) {
    ServletRegistration registration =
        config.getServletContext().getServletRegistration(config.getServletName());
    return new EndpointConfig(
        config.getServletName(),
        config.getServletContext(),
        initParams(config.getInitParameterNames(), config::getInitParameter),
        registration == null ? List.of() : registration.getMappings());
  }

  private static Map<String, String> initParams(
      Enumeration<String> names, UnaryOperator<String> texts) {
    return Collections.list(names).stream().collect(Collectors.toMap(name -> name, texts));
  }

  /** Returns where the endpoint is to be found, the context path included, for log lines. */
  public String location() {
    return paths.isEmpty()
        ? "no path: it has no URL pattern"
        : paths.stream()
            .map(path -> context.getContextPath() + (path.startsWith("/") ? path : "/" + path))
            .collect(Collectors.joining(", "));
  }

  /** Returns how log lines name the endpoint: many web applications can share one log. */
  @Override
  public String toString() {
    String path = context.getContextPath();
    return "Liveblocks endpoint '%s' of %s"
        .formatted(name, path.isEmpty() ? "the root application" : path);
  }
}
