package io.github.liveblocks4j.internal.web;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the servlets and filters of an application, however it has registered them. */
public final class Registrations {

  private Registrations() {}

  /** Describes, for messages, the servlets and filters of these types or their subclasses. */
  public static List<String> of(ServletContext context, List<Class<?>> types) {
    return Stream.concat(
            context.getServletRegistrations().values().stream(),
            context.getFilterRegistrations().values().stream())
        .filter(each -> isOneOf(each.getClassName(), types))
        .map(Registrations::describe)
        .toList();
  }

  /** Describes the servlet that has this path for itself, with all below it or without. */
  public static Optional<String> at(ServletContext context, String path) {
    return context.getServletRegistrations().values().stream()
        .filter(
            each -> each.getMappings().contains(path) || each.getMappings().contains(path + "/*"))
        .findFirst()
        .map(Registrations::describe);
  }

  private static String describe(Registration registration) {
    return "%s '%s' (%s)"
        .formatted(
            registration instanceof FilterRegistration ? "filter" : "servlet",
            registration.getName(),
            registration.getClassName());
  }

  private static boolean isOneOf(@Nullable String className, List<Class<?>> types) {
    if (className == null) {
      return false; // A JSP, or a declaration that names no class.
    }
    try {
      ClassLoader application = Thread.currentThread().getContextClassLoader();
      Class<?> registered = Class.forName(className, false, application);
      return types.stream().anyMatch(type -> type.isAssignableFrom(registered));
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // The container says so, when the servlet or filter is used.
    }
  }
}
