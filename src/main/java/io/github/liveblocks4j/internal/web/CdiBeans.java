package io.github.liveblocks4j.internal.web;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the application's CDI beans, where CDI is there. The only class that knows its API. */
final class CdiBeans {

  private CdiBeans() {}

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
      return Optional.of(new Spi<>(beans.get(), name, "CDI bean", false));
    } catch (RuntimeException | LinkageError e) {
      throw MisconfiguredException.because("the CDI bean %s cannot be created".formatted(name), e);
    }
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
