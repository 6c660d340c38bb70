package io.github.liveblocks4j.e2e;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application's page; {@code ?user=alice} signs in, {@code &then=URL} goes on from there. */
final class PageServlet extends HttpServlet {

  /** The session's attribute with the user's id. */
  static final String USER = "user";

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String user = request.getParameter("user");
    if (user != null) {
      request.getSession().setAttribute(USER, user);
    }
    String then = request.getParameter("then");
    if (then != null) {
      response.sendRedirect(then);
      return;
    }
    response.setContentType("text/html;charset=utf-8");
    response.getWriter().print("<!doctype html><title>A page</title><link rel=icon href='data:,'>");
  }
}
