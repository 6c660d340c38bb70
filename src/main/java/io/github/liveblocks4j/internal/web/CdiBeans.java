package io.github.liveblocks4j.internal.web;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.stream.Collectors;

/** The application's CDI beans, where CDI is there. The only class that knows its API. */
final class CdiBeans {

  private CdiBeans() {}

  /**
   * The bean of a type.
   *
   * @throws MisconfiguredException when there are several
   * @throws RuntimeException what its constructor threw, or CDI about it
   */
  static <T> Optional<T> find(Class<T> type) {
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
    return Optional.of(beans.get());
  }

  private static String classNames(Class<?> type) {
    return CDI.current().getBeanManager().getBeans(type).stream()
        .map(bean -> bean.getBeanClass().getName())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
