package io.github.liveblocks4j.internal;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Creates the objects of the public API that make calls. Their constructors are not public, for
 * they take types of this package; each class registers its own when it is initialized.
 */
public final class Facades {

  private static final Map<Class<?>, Function<ApiClient, ?>> CONSTRUCTORS =
      new ConcurrentHashMap<>();

  private Facades() {}

  /** Makes a constructor known, from the static initializer of its class. */
  public static <T> void register(Class<T> type, Function<ApiClient, T> constructor) {
    CONSTRUCTORS.put(type, constructor);
  }

  /** Returns a new object of a class that registers its constructor. */
  public static <T> T create(Class<T> type, ApiClient api) {
    try {
      MethodHandles.lookup().ensureInitialized(type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(type + " is not public", e);
    }
    Function<ApiClient, ?> constructor = CONSTRUCTORS.get(type);
    if (constructor == null) {
      throw new IllegalStateException(type + " has not registered its constructor");
    }
    return type.cast(constructor.apply(api));
  }
}
