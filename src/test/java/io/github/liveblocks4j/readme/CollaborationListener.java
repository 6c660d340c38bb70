package io.github.liveblocks4j.readme;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

// snippet: programmatic
@WebListener
public class CollaborationListener implements ServletContextListener {

  private final Liveblocks liveblocks = Collaboration.liveblocks();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    var servlet = new LiveblocksAuthServlet(liveblocks, new SessionUserResolver());
    var auth = event.getServletContext().addServlet("collaboration", servlet);
    auth.setAsyncSupported(true);
    auth.setLoadOnStartup(1);
    auth.addMapping("/collaboration/auth");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    liveblocks.close();
  }
}
// end
