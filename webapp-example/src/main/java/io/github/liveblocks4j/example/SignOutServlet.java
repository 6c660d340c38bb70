package io.github.liveblocks4j.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Signs out: {@code POST /sign-out} ends the session. */
public final class SignOutServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public SignOutServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    SignedIn.end(request);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
