package io.github.liveblocks4j.example;

import jakarta.servlet.ServletContext;

/** What web.xml cannot say of the session's cookie before Servlet 6. */
final class SessionCookie {

  private SessionCookie() {}

  static void harden(ServletContext context) {
    if (context.getMajorVersion() >= 6) {
      context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
    }
  }
}
