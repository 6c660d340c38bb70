package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.web.SettingSources.Found;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the application brings. The first place that has a candidate wins: constructor
 * argument, class name in a setting, attribute of the {@code ServletContext}, bean of the framework
 * or of CDI, {@link ServiceLoader}.
 */
public final class SpiLookup {

  /** What an endpoint of the application uses. */
  private record Published<T>(String endpoint, Spi<T> used) {}

  private final EndpointConfig config;
  private final EndpointSettings settings;

  SpiLookup(EndpointConfig config, EndpointSettings settings) {
    this.config = config;
    this.settings = settings;
  }

  /**
   * Finds the application's implementation of an SPI.
   *
   * @param given the constructor argument
   * @param setting may name a class
   * @throws MisconfiguredException when there are several in one place, or one cannot be created
   */
  public <T> Optional<Spi<T>> find(Class<T> type, @Nullable T given, Setting setting) {
    if (given != null) {
      return Optional.of(Spi.of(given, Spi.ARGUMENT));
    }
    Optional<Found> className = settings.className(setting);
    if (className.isPresent()) {
      return Optional.of(instantiate(type, className.get()));
    }
    return shared(type).or(() -> service(type));
  }

  /** Finds the implementation that is this very endpoint's: constructor argument or init-param. */
  public <T> Optional<Spi<T>> findOwn(Class<T> type, @Nullable T given, Setting setting) {
    return given != null
            || settings.className(setting).filter(found -> found.rank() == 0).isPresent()
        ? find(type, given, setting)
        : Optional.empty();
  }

  /** Tells later endpoints of the application what this one uses. */
  public <T> void publish(Class<T> type, Spi<T> used) {
    synchronized (SpiLookup.class) {
      List<Published<T>> all = new ArrayList<>(published(type));
      all.add(new Published<>(config.name(), used));
      config.context().setAttribute(attributeOf(type), List.copyOf(all));
    }
  }

  /**
   * Returns what other endpoints of the application use; empty when none has published one.
   *
   * @param setting gives this endpoint its own
   * @throws MisconfiguredException when they use different ones
   */
  public <T> Optional<Spi<T>> published(Class<T> type, Setting setting) {
    List<Published<T>> all = published(type);
    if (all.stream().anyMatch(each -> !each.used.isSameAs(all.get(0).used))) {
      throw new MisconfiguredException(
          "the application's endpoints use different %ss: %s. Give this endpoint its own, by constructor or init-param %s"
              .formatted(
                  type.getSimpleName(),
                  all.stream()
                      .map(each -> "'%s' uses %s".formatted(each.endpoint, each.used))
                      .collect(Collectors.joining(", ")),
                  setting.initParam()));
    }
    return all.stream().findFirst().map(Published::used);
  }

  /** Returns whether an endpoint has published what it uses. */
  public boolean isPublished(Class<?> type) {
    return config.context().getAttribute(attributeOf(type)) != null;
  }

  @SuppressWarnings("unchecked") // Nothing else has this name.
  private <T> List<Published<T>> published(Class<T> type) {
    Object all = config.context().getAttribute(attributeOf(type));
    return all == null ? List.of() : (List<Published<T>>) all;
  }

  private static String attributeOf(Class<?> type) {
    return SpiLookup.class.getName() + "." + type.getSimpleName();
  }

  /** Finds what the application shares: an attribute under the type's name, or a bean. */
  public <T> Optional<Spi<T>> shared(Class<T> type) {
    return attribute(type)
        .or(() -> Framework.of(config.context()).flatMap(framework -> framework.bean(type)))
        .or(() -> CdiBeans.find(type));
  }

  private <T> Optional<Spi<T>> attribute(Class<T> type) {
    Object value = config.context().getAttribute(type.getName());
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new MisconfiguredException(
          "the ServletContext attribute %s is a %s, which is not a %s (or one from another class loader)"
              .formatted(type.getName(), value.getClass().getName(), type.getSimpleName()));
    }
    return Optional.of(Spi.of(type.cast(value), "ServletContext attribute"));
  }

  private static <T> Spi<T> instantiate(Class<T> type, Found className) {
    String name = className.text().strip();
    String quoted = Masking.line(name, 200);
    try {
      Class<?> found = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
      if (!type.isAssignableFrom(found)) {
        throw new MisconfiguredException(
            "%s: %s does not implement %s".formatted(className, quoted, type.getName()));
      }
      return Spi.created(
          type.cast(found.getDeclaredConstructor().newInstance()), className.toString());
    } catch (ClassNotFoundException e) {
      throw new MisconfiguredException(
          "%s: there is no class %s in this web application".formatted(className, quoted));
    } catch (InvocationTargetException e) {
      throw MisconfiguredException.because(
          "%s: the constructor of %s failed".formatted(className, quoted), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw MisconfiguredException.because(
          "%s: %s cannot be created; it needs a public constructor without arguments"
              .formatted(className, quoted),
          e);
    } catch (LinkageError e) { // A static initializer that fails, or a class that it needs.
      throw MisconfiguredException.because(
          "%s: %s cannot be loaded".formatted(className, quoted), e);
    }
  }

  private static <T> Optional<Spi<T>> service(Class<T> type) {
    try {
      List<ServiceLoader.Provider<T>> providers =
          ServiceLoader.load(type, Thread.currentThread().getContextClassLoader()).stream()
              .toList();
      if (providers.size() > 1) {
        throw new MisconfiguredException(
            "META-INF/services names more than one %s: %s; keep one, or choose by an init-param"
                .formatted(
                    type.getName(),
                    providers.stream()
                        .map(found -> found.type().getName())
                        .collect(Collectors.joining(", "))));
      }
      return providers.stream()
          .map(provider -> Spi.created(provider.get(), "META-INF/services"))
          .findFirst();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw MisconfiguredException.because(
          "META-INF/services/%s: the provider cannot be created".formatted(type.getName()), e);
    }
  }
}
