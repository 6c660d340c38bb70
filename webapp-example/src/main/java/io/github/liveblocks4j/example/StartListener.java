package io.github.liveblocks4j.example;

import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.webhook.WebhookHandler;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.annotation.WebListener;
import java.util.Set;

/** Sets the application up, before the library's endpoints look for what belongs to them. */
@WebListener
public final class StartListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
    context.getSessionCookieConfig().setHttpOnly(true);
    context.getSessionCookieConfig().setAttribute("SameSite", "Lax");

    // What needs more than a constructor without arguments can know is an attribute.
    HouseDirectory directory = new HouseDirectory(context);
    context.setAttribute(UserDirectory.class.getName(), directory);
    context.setAttribute(RoomDirectory.class.getName(), directory);
    context.setAttribute(WebhookHandler.class.getName(), new WebhookFeed());
  }
}
