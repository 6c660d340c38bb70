package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.web.SettingSources.Found;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the application brings. The first level that has a candidate wins: constructor
 * argument, class name in a setting, attribute of the {@code ServletContext}, CDI bean, {@link
 * ServiceLoader}.
 */
public final class SpiLookup {

  private final EndpointConfig config;
  private final EndpointSettings settings;

  SpiLookup(EndpointConfig config, EndpointSettings settings) {
    this.config = config;
    this.settings = settings;
  }

  public <T> Optional<T> find(Class<T> type, @Nullable T given, Setting setting) {
    if (given != null) {
      return Optional.of(given);
    }
    Optional<Found> className = settings.className(setting);
    if (className.isPresent()) {
      return Optional.of(instantiate(type, className.get()));
    }
    return shared(type).or(() -> service(type));
  }

  /** What the application shares: an attribute under the type's name, or a CDI bean. */
  public <T> Optional<T> shared(Class<T> type) {
    return attribute(type).or(() -> CdiBeans.find(type));
  }

  private <T> Optional<T> attribute(Class<T> type) {
    Object value = config.context().getAttribute(type.getName());
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new MisconfiguredException(
          "the ServletContext attribute %s is a %s, which is not a %s (or one from another class loader)"
              .formatted(type.getName(), value.getClass().getName(), type.getSimpleName()));
    }
    return Optional.of(type.cast(value));
  }

  private static <T> T instantiate(Class<T> type, Found className) {
    String name = className.text().strip();
    try {
      Class<?> found = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
      if (!type.isAssignableFrom(found)) {
        throw new MisconfiguredException(
            "%s: %s does not implement %s".formatted(className, name, type.getName()));
      }
      return type.cast(found.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      throw new MisconfiguredException(
          "%s: there is no class %s in this web application".formatted(className, name));
    } catch (ReflectiveOperationException e) {
      throw new MisconfiguredException(
          "%s: %s cannot be created; it needs a public constructor without arguments that does not fail"
              .formatted(className, name),
          e);
    }
  }

  private static <T> Optional<T> service(Class<T> type) {
    try {
      List<ServiceLoader.Provider<T>> providers =
          ServiceLoader.load(type, Thread.currentThread().getContextClassLoader()).stream()
              .toList();
      if (providers.size() > 1) {
        throw new MisconfiguredException(
            "META-INF/services names more than one %s: %s; keep one, or choose by an init-param"
                .formatted(
                    type.getName(),
                    String.join(
                        ", ", providers.stream().map(found -> found.type().getName()).toList())));
      }
      return providers.stream().findFirst().map(ServiceLoader.Provider::get);
    } catch (ServiceConfigurationError e) {
      throw new MisconfiguredException(
          "META-INF/services/%s: %s".formatted(type.getName(), e.getMessage()), e);
    }
  }
}
