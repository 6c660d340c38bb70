package com.example;

// snippet: annotation
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.annotation.WebServlet;

@WebServlet(
    name = "liveblocks-auth", // the same name: in place of the jar's own mounting
    urlPatterns = "/collaboration/auth",
    asyncSupported = true,
    loadOnStartup = 1)
public class CollaborationServlet extends LiveblocksAuthServlet {

  private static final long serialVersionUID = 1L;

  public CollaborationServlet() {
    super(new SessionUserResolver());
  }
}
// end
