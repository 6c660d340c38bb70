package io.github.liveblocks4j.internal.web;

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
 * What the container says of a servlet or filter: {@link ServletConfig} and {@link FilterConfig} in
 * one form.
 *
 * @param name the servlet's or filter's name
 * @param context the web application
 * @param initParams the init-params by name; null for one that is not set
 * @param initParamNames the names of those that are set
 * @param paths the URL patterns, as far as they are known
 * @param redispatched whether an {@code ASYNC} dispatch of a request comes back to it
 */
public record EndpointConfig(
    String name,
    ServletContext context,
    UnaryOperator<@Nullable String> initParams,
    List<String> initParamNames,
    Collection<String> paths,
    boolean redispatched) {

  /** The one init-param that only filters have. */
  public static final String FILTER_PATH = "path";

  public static EndpointConfig of(FilterConfig config, String path) {
    return new EndpointConfig(
        config.getFilterName(),
        config.getServletContext(),
        config::getInitParameter,
        Collections.list(config.getInitParameterNames()).stream()
            .filter(name -> !name.equals(FILTER_PATH))
            .toList(),
        List.of(path),
        // Only where its mapping says so, which the Servlet API does not tell.
        false);
  }

  public static EndpointConfig of(ServletConfig config) {
    ServletRegistration registration =
        config.getServletContext().getServletRegistration(config.getServletName());
    return new EndpointConfig(
        config.getServletName(),
        config.getServletContext(),
        config::getInitParameter,
        Collections.list(config.getInitParameterNames()),
        registration == null ? List.of() : registration.getMappings(),
        true);
  }

  /** How log lines name the endpoint: many web applications can share one log. */
  @Override
  public String toString() {
    String path = context.getContextPath();
    return "Liveblocks endpoint '%s' of %s"
        .formatted(name, path == null || path.isEmpty() ? "the root application" : path);
  }
}
