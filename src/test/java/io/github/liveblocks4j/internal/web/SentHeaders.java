package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** The headers that a response without a server was given. */
final class SentHeaders {

  private SentHeaders() {}

  /** An action that writes to a response. */
  interface Action {
    void run(HttpServletResponse response) throws RequestRejectedException;
  }

  /** Returns what an action sends, whether it rejects the request or not. */
  static Map<String, String> of(Action action) {
    Map<String, String> sent = new HashMap<>();
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  if (method.getName().endsWith("Header")) {
                    sent.put((String) arguments[0], (String) arguments[1]);
                  }
                  return null;
                });
    try {
      action.run(response);
    } catch (RequestRejectedException e) {
      sent.put("rejected", e.error().code());
    }
    return sent;
  }
}
