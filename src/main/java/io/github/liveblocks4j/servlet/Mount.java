package io.github.liveblocks4j.servlet;

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
 * @param name the servlet's name
 * @param context the web application
 * @param initParams the init-params by name; null for one that is not set
 * @param initParamNames the names of those that are set
 * @param paths the URL patterns, as far as they are known
 */
record Mount(
    String name,
    ServletContext context,
    UnaryOperator<@Nullable String> initParams,
    List<String> initParamNames,
    Collection<String> paths) {

  static Mount of(ServletConfig config) {
    ServletRegistration registration =
        config.getServletContext().getServletRegistration(config.getServletName());
    return new Mount(
        config.getServletName(),
        config.getServletContext(),
        config::getInitParameter,
        Collections.list(config.getInitParameterNames()),
        registration == null ? List.of() : registration.getMappings());
  }
}
