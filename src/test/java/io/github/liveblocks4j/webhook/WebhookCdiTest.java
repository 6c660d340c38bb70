package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With Weld beside the web application. */
@Timeout(60)
class WebhookCdiTest {

  private static final AtomicInteger HANDLED = new AtomicInteger();

  /** A bean that handles. */
  @ApplicationScoped
  public static class Handler implements WebhookHandler {
    @Override
    public void handle(Delivery delivery) {
      HANDLED.incrementAndGet();
    }
  }

  @Test
  void postWhenAHandlerIsABeanThenItHandles() {
    try (CapturedLog log = new CapturedLog();
        WeldContainer cdi = new Weld().disableDiscovery().beanClasses(Handler.class).initialize();
        WebhookApp app =
            WebhookApp.start(
                Map.of("webhookSecret", WebhookApp.SECRET), new String[0], context -> {})) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.status(WebhookApp.comment())).isEqualTo(200);
      assertThat(HANDLED).hasValue(1);
      assertThat(log.text()).contains("webhooks to " + Handler.class.getName() + " (CDI bean)");
    }
  }
}
