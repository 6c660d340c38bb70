package io.github.liveblocks4j.war;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import org.jspecify.annotations.Nullable;

/** The endpoint by code. */
@WebListener
public class RegisteringListener implements ServletContextListener {

  private @Nullable Liveblocks liveblocks;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Liveblocks client =
        Liveblocks.builder()
            .secretKey(System.getProperty("test.secretKey"))
            .baseUrl(System.getProperty("test.baseUrl"))
            .build();
    liveblocks = client;
    ServletRegistration.Dynamic auth =
        context.addServlet("auth", new LiveblocksAuthServlet(client, new OtherUserResolver()));
    auth.setAsyncSupported(true);
    auth.setLoadOnStartup(1);
    auth.addMapping("/registered");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (liveblocks != null) {
      liveblocks.close();
    }
  }
}
