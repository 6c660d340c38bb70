package io.github.liveblocks4j.servlet;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;

/** The application's CDI beans, where CDI is there. The only class that knows its API. */
final class CdiBeans {

  private CdiBeans() {}

  /**
   * The bean of a type.
   *
   * @throws MisconfiguredException when there are several
   */
  static <T> Optional<T> find(Class<T> type) {
    try {
      return select(CDI.current(), type);
    } catch (IllegalStateException | LinkageError e) {
      return Optional.empty(); // A server without CDI, or a web application without beans.
    }
  }

  private static <T> Optional<T> select(CDI<Object> cdi, Class<T> type) {
    Instance<T> beans = cdi.select(type);
    if (beans.isAmbiguous()) {
      throw new MisconfiguredException(
          "more than one CDI bean is a %s: %s; keep one, or choose by an init-param"
              .formatted(
                  type.getName(),
                  String.join(
                      ", ",
                      cdi.getBeanManager().getBeans(type).stream()
                          .map(Bean::getBeanClass)
                          .map(Class::getName)
                          .sorted()
                          .toList())));
    }
    return beans.isUnsatisfied() ? Optional.empty() : Optional.of(beans.get());
  }
}
