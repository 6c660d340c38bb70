package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.ListenerQueue;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.web.EndpointSettings.Found;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the application brings. The first place that has a candidate wins: constructor
 * argument, class name in a setting, attribute of the {@code ServletContext}, bean of the framework
 * or of CDI, {@link ServiceLoader}.
 */
public final class SpiLookup implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final EndpointConfig config;
  private final EndpointSettings settings;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private @Nullable LiveblocksListener listener;
  private volatile boolean closed;

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
    Optional<Found> className = settings.find(setting);
    if (className.isPresent()) {
      return Optional.of(instantiate(type, className.get()));
    }
    return shared(type).or(() -> service(type));
  }

  /** Returns the application's listener, which gets its events on one thread; null for none. */
  public @Nullable LiveblocksListener listener() {
    if (listener == null) {
      listener =
          find(LiveblocksListener.class, null, Setting.LISTENER)
              .map(found -> closing(new ListenerQueue(found.instance())))
              .orElse(null);
    }
    return listener;
  }

  /** Closes something with the endpoint, before what it was created of. */
  public <T extends AutoCloseable> T closing(T created) {
    closing.push(created);
    return created;
  }

  /** Returns whether the application stops. */
  boolean isClosed() {
    return closed;
  }

  /** Closes all that was created for the endpoint. */
  @Override
  public void close() {
    closed = true;
    for (AutoCloseable each = closing.poll(); each != null; each = closing.poll()) {
      AutoCloseable closed = each;
      try {
        closed.close();
      } catch (Exception e) {
        LOG.log(Level.WARNING, () -> closed.getClass().getName() + " did not close", e);
      }
    }
  }

  private <T> Spi<T> created(T instance, String origin) {
    if (instance instanceof AutoCloseable closeable) {
      closing.push(closeable);
    }
    return Spi.of(instance, origin);
  }

  /** Returns what endpoints of the application use, for them to add to and others to read. */
  @SuppressWarnings("unchecked") // Nothing else has this name.
  public <T> List<Spi<T>> used(Class<T> type) {
    String name = SpiLookup.class.getName() + "." + type.getSimpleName();
    synchronized (SpiLookup.class) {
      if (config.context().getAttribute(name) == null) {
        config.context().setAttribute(name, new CopyOnWriteArrayList<Spi<T>>());
      }
      return (List<Spi<T>>) config.context().getAttribute(name);
    }
  }

  /** Finds what the application shares: an attribute under the type's name, or a bean. */
  public <T> Optional<Spi<T>> shared(Class<T> type) {
    return attribute(type)
        .or(() -> Framework.of(config.context()).flatMap(framework -> framework.bean(type)))
        .or(() -> CdiBeans.find(type));
  }

  private <T> Optional<Spi<T>> attribute(Class<T> type) {
    Object value = config.context().getAttribute(type.getName());
    if (value != null && !type.isInstance(value)) {
      throw new MisconfiguredException(
          "the ServletContext attribute %s is a %s, which is not a %s (or one from another class loader)"
              .formatted(type.getName(), value.getClass().getName(), type.getSimpleName()));
    }
    return Optional.ofNullable(type.cast(value))
        .map(shared -> Spi.of(shared, "ServletContext attribute"));
  }

  private <T> Spi<T> instantiate(Class<T> type, Found className) {
    String name = className.text().strip();
    String quoted = Masking.line(name, 200);
    try {
      Class<?> found = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
      return created(type.cast(found.getDeclaredConstructor().newInstance()), className.toString());
    } catch (ClassNotFoundException e) {
      throw new MisconfiguredException(
          "%s: there is no class %s in this web application".formatted(className, quoted));
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw MisconfiguredException.because(
          "%s: %s cannot be created by its public constructor without arguments"
              .formatted(className, quoted),
          e);
    }
  }

  private <T> Optional<Spi<T>> service(Class<T> type) {
    try {
      List<ServiceLoader.Provider<T>> providers =
          ServiceLoader.load(type, Thread.currentThread().getContextClassLoader()).stream()
              .toList();
      if (providers.size() > 1) {
        throw new MisconfiguredException(
            "META-INF/services names more than one %s: %s; keep one, or choose by an init-param"
                .formatted(
                    type.getName(), providers.stream().map(ServiceLoader.Provider::type).toList()));
      }
      return providers.stream()
          .map(provider -> created(provider.get(), "META-INF/services"))
          .findFirst();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw MisconfiguredException.because(
          "META-INF/services/%s: the provider cannot be created".formatted(type.getName()), e);
    }
  }
}
