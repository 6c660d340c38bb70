package io.github.liveblocks4j.internal.web;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;

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
    try {
      // First the bean itself: where there are several, this names them.
      T bean = beans.get();
      // Of the bean and not of the object, which can be a proxy; of its producer if it has one.
      BeanManager manager = CDI.current().getBeanManager();
      String name = manager.resolve(manager.getBeans(type)).getBeanClass().getName();
      return Optional.of(new Spi<>(bean, name, "CDI bean"));
    } catch (RuntimeException | LinkageError e) {
      throw MisconfiguredException.because(
          "the CDI bean that is a %s cannot be created".formatted(type.getName()), e);
    }
  }
}
