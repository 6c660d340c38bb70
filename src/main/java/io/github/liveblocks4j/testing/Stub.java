package io.github.liveblocks4j.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Makes an object with a few methods out to be of an interface with many. */
final class Stub {

  private Stub() {}

  /** Calls go to the target's public method of the same name and parameters, if it has one. */
  static <T> T of(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return target
          .getClass()
          .getMethod(method.getName(), method.getParameterTypes())
          .invoke(target, arguments);
    } catch (NoSuchMethodException e) {
      throw new UnsupportedOperationException(
          "AuthRequests has no %s(): use AuthRequests.of(...) with the request of a servlet test kit"
              .formatted(method.getName()));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
