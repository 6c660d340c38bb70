package io.github.liveblocks4j.war;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import org.jspecify.annotations.Nullable;

/**
 * Registers an auth endpoint by code, which admits nobody, at the path that a context-param says.
 */
@WebListener
public class RegisteringListener implements ServletContextListener {

  private @Nullable Liveblocks liveblocks;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Liveblocks client =
        Liveblocks.builder()
            .secretKey(context.getInitParameter("liveblocks.secretKey"))
            .baseUrl(context.getInitParameter("liveblocks.baseUrl"))
            .build();
    liveblocks = client;
    ServletRegistration.Dynamic auth =
        context.addServlet(
            "registered",
            new LiveblocksAuthServlet(
                client, new OtherUserResolver(), (user, request) -> Session.none()));
    auth.setAsyncSupported(true);
    auth.setLoadOnStartup(1);
    auth.addMapping(context.getInitParameter("registered"));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (liveblocks != null) {
      liveblocks.close();
    }
  }
}
