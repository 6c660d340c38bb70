package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.testing.WebhookDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With Weld beside the web application. */
@Timeout(60)
class WebhookCdiTest {

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static final AtomicBoolean BROKEN = new AtomicBoolean();

  private final CapturedLog log = new CapturedLog();

  /** Observes comments alone. */
  @ApplicationScoped
  public static class Comments {
    void created(@Observes CommentEvent.Created comment) {
      SEEN.add("created in " + comment.roomId());
    }
  }

  /** Observes one kind of notifications alone. */
  @ApplicationScoped
  public static class Mentions {
    void mentioned(@Observes NotificationEvent.TextMention mention) {
      SEEN.add("mentioned " + mention.notice().userId());
      if (BROKEN.get()) {
        throw new IllegalStateException("mail is away");
      }
    }
  }

  /** Observes everything. */
  @ApplicationScoped
  public static class Journal {
    void any(@Observes WebhookEvent event) {
      SEEN.add(event.type() + " on " + Thread.currentThread().getName().replaceFirst("-\\d+$", ""));
    }
  }

  /** A bean that handles. */
  @ApplicationScoped
  public static class Handler implements WebhookHandler {
    @Override
    public void handle(Delivery delivery) {
      SEEN.add("handled " + delivery.event().type());
    }
  }

  /** A bean, but none of ours. */
  @ApplicationScoped
  public static class SomethingElse {
    void observe(@Observes String other) {
      SEEN.add(other);
    }
  }

  @AfterEach
  void stop() {
    log.close();
    SEEN.clear();
    BROKEN.set(false);
  }

  private static WeldContainer cdi(Class<?>... beans) {
    return new Weld().disableDiscovery().beanClasses(beans).initialize();
  }

  private static WebhookApp app() {
    return WebhookApp.start(
        Map.of("webhookSecret", WebhookApp.SECRET), new String[0], context -> {});
  }

  private static WebhookDelivery event(String type, String... kind) {
    return WebhookApp.SIGNER.event(
        type, kind.length == 0 ? Map.of() : Map.of("kind", kind[0], "userId", "bob"));
  }

  @Test
  void fireWhenObserversAreThereThenEachGetsItsEventsOnce() {
    try (WeldContainer cdi = cdi(Comments.class, Mentions.class);
        WebhookApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      WebhookDelivery comment = WebhookApp.comment();
      assertThat(app.status(comment)).isEqualTo(200);
      assertThat(app.status(comment)).isEqualTo(200);
      assertThat(app.status(event("notification", "textMention"))).isEqualTo(200);
      assertThat(app.status(event("notification", "thread"))).isEqualTo(200);
      assertThat(app.status(event("userEntered"))).isEqualTo(200);

      assertThat(SEEN).containsExactly("created in acme:plans", "mentioned bob");
      assertThat(log.text()).contains("webhooks to CDI observers");
    }
  }

  @Test
  void fireWhenAnObserverThrowsThenTheDeliveryFailsAndItIsCalledAgain() {
    WebhookDelivery mention = event("notification", "textMention");
    try (WeldContainer cdi = cdi(Mentions.class);
        WebhookApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      BROKEN.set(true);
      assertThat(app.status(mention)).isEqualTo(500);
      BROKEN.set(false);
      assertThat(app.status(mention)).isEqualTo(200);

      assertThat(SEEN).containsExactly("mentioned bob", "mentioned bob");
      assertThat(log.text()).contains("mail is away");
    }
  }

  @Test
  void handleWhenABeanHandlesAndAnotherObservesThenBothAreCalledInOrder() {
    try (WeldContainer cdi = cdi(Handler.class, Journal.class);
        WebhookApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.status(event("userLeft"))).isEqualTo(200);

      assertThat(SEEN).containsExactly("handled userLeft", "userLeft on liveblocks-webhook");
      assertThat(log.text()).contains("webhooks to " + Handler.class.getName() + " (CDI bean) and");
    }
  }

  @Test
  void startWhenNoBeanHandlesOrObservesThenIsMisconfigured() {
    try (WeldContainer cdi = cdi(SomethingElse.class);
        WebhookApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.post(WebhookApp.comment()).body()).contains("\"misconfigured\"");
      assertThat(log.text()).contains("or observe a WebhookEvent by CDI");
    }
  }
}
