package io.github.liveblocks4j.war;

import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.annotation.WebServlet;

/** The endpoint by annotation, in place of the jar's own mounting. */
@WebServlet(
    name = "liveblocks-auth",
    urlPatterns = "/annotated",
    asyncSupported = true,
    loadOnStartup = 1)
public class AnnotatedAuthServlet extends LiveblocksAuthServlet {

  private static final long serialVersionUID = 1L;

  public AnnotatedAuthServlet() {
    super(new OtherUserResolver());
  }
}
