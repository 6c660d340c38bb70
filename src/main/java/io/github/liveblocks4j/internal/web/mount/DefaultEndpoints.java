package io.github.liveblocks4j.internal.web.mount;

import io.github.liveblocks4j.directory.LiveblocksDirectoryServlet;
import io.github.liveblocks4j.internal.web.EndpointKind;
import io.github.liveblocks4j.servlet.LiveblocksAuthFilter;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.webhook.LiveblocksWebhookServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Mounts the three endpoints at their default paths. The jar's web fragment declares it, to run
 * after the listeners of the application and of all other fragments. In Spring Boot, which reads no
 * fragments in an executable jar, the auto-configuration has mounted them before.
 */
public final class DefaultEndpoints implements ServletContextListener {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final String MOUNTED = DefaultEndpoints.class.getName();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (context.getAttribute(MOUNTED) != null) {
      return;
    }
    try {
      var unused = mount(context);
    } catch (RuntimeException | LinkageError e) {
      // The application has to deploy, whatever it is.
      LOG.log(Level.ERROR, "Liveblocks endpoints cannot be mounted: mount them in web.xml", e);
    }
  }

  /** Does nothing; in Servlet 3.1 the interface has no default for it. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {}

  /**
   * Mounts what the application does not.
   *
   * @return whether the auth endpoint is one of them
   */
  public static boolean mount(ServletContext context) {
    context.setAttribute(MOUNTED, true);
    boolean auth =
        new DefaultEndpoint(
                EndpointKind.AUTH,
                new LiveblocksAuthServlet(),
                List.of(LiveblocksAuthServlet.class, LiveblocksAuthFilter.class))
            .mount(context);
    new DefaultEndpoint(
            EndpointKind.WEBHOOK,
            new LiveblocksWebhookServlet(),
            List.of(LiveblocksWebhookServlet.class))
        .mount(context);
    new DefaultEndpoint(
            EndpointKind.DIRECTORY,
            new LiveblocksDirectoryServlet(),
            List.of(LiveblocksDirectoryServlet.class))
        .mount(context);
    return auth;
  }
}
