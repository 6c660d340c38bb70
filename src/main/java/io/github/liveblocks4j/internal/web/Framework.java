package io.github.liveblocks4j.internal.web;

import jakarta.servlet.ServletContext;
import java.security.Principal;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The framework that an application is made with, where it has one that the library knows: its
 * properties are settings, its beans are what the application brings.
 */
public interface Framework {

  /**
   * Returns the text of a property.
   *
   * @param name as {@link Setting#property()} forms it, with the prefix {@code liveblocks.}
   */
  @Nullable String property(String name);

  /** Returns the names of all properties with our prefix, ours in the form that is asked for. */
  Collection<String> propertyNames();

  /**
   * Finds the bean of a type.
   *
   * @throws MisconfiguredException when there are several, or it cannot be created
   */
  <T> Optional<Spi<T>> bean(Class<T> type);

  /** Returns whether the framework's login gives a user a role that the container does not know. */
  boolean isInRole(Principal user, String role);

  /** Finds the one that has made itself known, as the attribute of this type. */
  static Optional<Framework> of(ServletContext context) {
    return Optional.ofNullable((Framework) context.getAttribute(Framework.class.getName()));
  }
}
