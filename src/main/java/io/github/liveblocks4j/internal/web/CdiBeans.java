package io.github.liveblocks4j.internal.web;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the application's CDI beans, where CDI is there. The only class that knows its API. */
final class CdiBeans {

  // A chain of them can be a circle.
  private static final int MAX_CAUSES = 20;

  private CdiBeans() {}

  /**
   * Finds the bean of a type.
   *
   * @throws MisconfiguredException when there are several, or it cannot be created
   */
  static <T> Optional<Spi<T>> find(Class<T> type) {
    Instance<T> beans;
    try {
      beans = CDI.current().select(type);
      if (beans.isUnsatisfied()) {
        return Optional.empty();
      }
    } catch (IllegalStateException | LinkageError e) {
      return Optional.empty(); // A server without CDI, or a web application without beans.
    }
    if (beans.isAmbiguous()) {
      throw new MisconfiguredException(
          "more than one CDI bean is a %s: %s; keep one, or choose by an init-param"
              .formatted(type.getName(), classNames(type)));
    }
    // Of the bean and not of the object, which can be a proxy; of its producer if it has one.
    String name = className(type);
    try {
      return Optional.of(Spi.bean(beans.get(), name));
    } catch (RuntimeException | LinkageError e) {
      throw MisconfiguredException.because("the CDI bean %s cannot be created".formatted(name), e);
    }
  }

  /** Tells whether beans of the request's scope can be used on this thread. */
  static boolean isRequestScopeActive() {
    try {
      return CDI.current().getBeanManager().getContext(RequestScoped.class).isActive();
    } catch (RuntimeException | LinkageError e) {
      return false; // ContextNotActiveException, which a server without CDI does not have.
    }
  }

  /** Tells whether something failed since a bean's scope is not active. */
  static boolean isForLackOfScope(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof ContextNotActiveException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static String className(Class<?> type) {
    BeanManager manager = CDI.current().getBeanManager();
    return manager.resolve(manager.getBeans(type)).getBeanClass().getName();
  }

  private static String classNames(Class<?> type) {
    return CDI.current().getBeanManager().getBeans(type).stream()
        .map(Bean::getBeanClass)
        .map(Class::getName)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
