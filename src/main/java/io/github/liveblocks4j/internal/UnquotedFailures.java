package io.github.liveblocks4j.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens out of HttpClient's log. Its failures quote a response that is not valid HTTP, and
 * at DEBUG it logs them before any code of its user sees them; no setting changes that (5.5). So
 * the failure is replaced where HttpCore reports it, behind the interfaces that HttpClient passes
 * it through.
 */
final class UnquotedFailures {

  private UnquotedFailures() {}

  static AsyncExecChain.Scope in(AsyncExecChain.Scope scope) {
    return new AsyncExecChain.Scope(
        scope.exchangeId,
        scope.route,
        scope.originalRequest,
        scope.cancellableDependency,
        scope.clientContext,
        around(AsyncExecRuntime.class, scope.execRuntime),
        scope.scheduler,
        scope.execCount);
  }

  private static @Nullable Object unquoted(@Nullable Object argument) {
    if (argument instanceof AsyncClientExchangeHandler handler) {
      return around(AsyncClientExchangeHandler.class, handler);
    }
    return argument instanceof HttpException || argument instanceof MalformedChunkCodingException
        ? new ProtocolException("the response is not valid HTTP")
        : argument;
  }

  /** Returns the target; failures get to it unquoted, and so to each handler that it is given. */
  private static <T> T around(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(
                    target,
                    arguments == null
                        ? null
                        : Arrays.stream(arguments).map(UnquotedFailures::unquoted).toArray());
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
