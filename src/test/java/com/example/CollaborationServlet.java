package com.example;

// snippet: annotation
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.annotation.WebServlet;

@WebServlet(urlPatterns = "/collaboration/auth", asyncSupported = true, loadOnStartup = 1)
public class CollaborationServlet extends LiveblocksAuthServlet {

  private static final long serialVersionUID = 1L;

  public CollaborationServlet() {
    super(new SessionUserResolver());
  }
}
// end
