package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What filters and the container have bound to the thread of a request, and may not bind to the one
 * that goes on with it. Some servers (TomEE 8 and 9, Payara 6) do not even activate CDI's request
 * scope in an {@code ASYNC} dispatch, though CDI demands it wherever a servlet's {@code service}
 * runs.
 *
 * @param principal whether there was a user
 * @param requestScope whether beans were found to handle the request, and its scope was active
 */
record ThreadBound(boolean principal, boolean requestScope) {

  static ThreadBound of(HttpServletRequest request, BodyReader reader) {
    return new ThreadBound(
        request.getUserPrincipal() != null, reader.beans() && CdiBeans.isRequestScopeActive());
  }

  /** Returns the body for this thread: without a user who was there, nobody is asked who it is. */
  Body check(Body body, HttpServletRequest request, BodyReader reader) {
    if (principal && request.getUserPrincipal() == null) {
      return Body.rejected(
          reader.lost(
              "the user that a filter had bound to the request's thread is not bound",
              "; to spare it, add <dispatcher>ASYNC</dispatcher> to that filter's mapping",
              null));
    }
    return requestScope && !CdiBeans.isRequestScopeActive()
        ? body.withoutRequestScope(reader)
        : body;
  }
}
