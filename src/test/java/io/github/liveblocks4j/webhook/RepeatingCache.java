package io.github.liveblocks4j.webhook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import javax.cache.Cache;

/** A cache each {@code putIfAbsent} of which happens twice, and tells the second result. */
final class RepeatingCache {

  private RepeatingCache() {}

  @SuppressWarnings("unchecked")
  static Cache<String, String> of(Cache<String, String> cache) {
    return (Cache<String, String>)
        Proxy.newProxyInstance(
            Cache.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(cache, arguments);
                return method.getName().equals("putIfAbsent")
                    ? method.invoke(cache, arguments)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
