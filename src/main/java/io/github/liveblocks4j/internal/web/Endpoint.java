package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Responds to the requests of one servlet or filter, from many threads at a time. */
public interface Endpoint extends AutoCloseable {

  /** Stands for the endpoint of a servlet or filter until {@code init} has created it. */
  Endpoint NOT_STARTED =
      (request, response) -> {
        throw new IllegalStateException("init was not called");
      };

  /** Responds to a request, now or through its {@code AsyncContext}. */
  void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;

  /** Ends threads and connections. Requests in flight still get a response. */
  @Override
  default void close() {}
}
