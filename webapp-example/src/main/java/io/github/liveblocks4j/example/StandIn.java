package io.github.liveblocks4j.example;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.WebhookSigner;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Simulates Liveblocks inside this process, by the library's test kit, so that the example runs
 * without an account: when there is no secret key. An application of yours has no such class.
 */
@WebListener
public final class StandIn implements ServletContextListener {

  private static final int SECRET_BYTES = 32;

  private FakeLiveblocks fake;

  /** Returns whether Liveblocks is simulated. */
  static boolean isIn(ServletContext context) {
    return signer(context) != null;
  }

  /** Returns what signs webhooks as Liveblocks would, or null when Liveblocks is not simulated. */
  static WebhookSigner signer(ServletContext context) {
    return (WebhookSigner) context.getAttribute(WebhookSigner.class.getName());
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (System.getenv("LIVEBLOCKS_SECRET_KEY") != null
        || context.getInitParameter("liveblocks.secretKey") != null) {
      return;
    }
    byte[] key = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(key);
    String webhookSecret = "whsec_" + Base64.getEncoder().encodeToString(key);
    context.setAttribute(WebhookSigner.class.getName(), WebhookSigner.of(webhookSecret));

    // The endpoints find all this where they look for their settings.
    fake = FakeLiveblocks.start();
    context.setInitParameter("liveblocks.secretKey", fake.secretKey());
    context.setInitParameter("liveblocks.baseUrl", fake.baseUrl().toString());
    context.setInitParameter("liveblocks.webhookSecret", webhookSecret);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (fake != null) {
      fake.close();
    }
  }
}
