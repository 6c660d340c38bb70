package com.example;

// snippet: programmatic
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;

@WebListener
public class CollaborationListener implements ServletContextListener {

  private Liveblocks liveblocks;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    liveblocks =
        Liveblocks.builder()
            .secretKey(context.getInitParameter("collaboration.secretKey"))
            .baseUrl(context.getInitParameter("collaboration.baseUrl"))
            .deadline(Duration.ofSeconds(5))
            .build();
    var servlet = new LiveblocksAuthServlet(liveblocks, new SessionUserResolver());
    var auth = context.addServlet("collaboration", servlet);
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
