package io.github.liveblocks4j.containers.mount;

import io.github.liveblocks4j.containers.war.FrontController;
import jakarta.servlet.annotation.WebServlet;

/** The application's own servlet, at a path that the jar takes by default. */
@WebServlet("/api/liveblocks-auth")
public class OwnServlet extends FrontController {

  private static final long serialVersionUID = 1L;
}
