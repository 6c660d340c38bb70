package io.github.liveblocks4j.containers.mount;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.jspecify.annotations.Nullable;

/** Registers an endpoint that knows one user, and lets that user into no room. */
@WebListener
public class DenyingListener implements ServletContextListener {

  private @Nullable Liveblocks liveblocks;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Liveblocks client =
        Liveblocks.builder()
            .secretKey(System.getenv("LIVEBLOCKS_SECRET_KEY"))
            .baseUrl(System.getenv("LIVEBLOCKS_BASE_URL"))
            .build();
    liveblocks = client;
    var denying =
        new LiveblocksAuthServlet(
            client, request -> LiveblocksUser.of("carol"), (user, request) -> Session.none());
    var registration = context.addServlet("denying", denying);
    registration.setAsyncSupported(true);
    registration.setLoadOnStartup(1);
    registration.addMapping(context.getInitParameter("denying"));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (liveblocks != null) {
      liveblocks.close();
    }
  }
}
