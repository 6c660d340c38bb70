package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CommentIndex;
import com.example.CommentIndexer;
import com.example.Mail;
import com.example.MentionMailer;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.LiveblocksWebhookServlet;
import io.github.liveblocks4j.webhook.WebhookHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the chapter on webhooks says about the endpoint. */
class WebhookEndpointChapterTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

  private final CapturedLog log = new CapturedLog();

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    log.close();
  }

  private static TestApp deploy(War war) {
    WebAppContext context = new WebAppContext();
    context.setThrowUnavailableOnStartupException(true);
    context.setContextPath("/mywar");
    context.setBaseResourceAsPath(war.root());
    return TestApp.of(context.get());
  }

  private static int status(URI url) {
    return SIGNER.event("commentCreated", Map.of()).postTo(url);
  }

  @Test
  void handlerWhenItIsAServiceThenTheFragmentsServletCallsIt() throws IOException {
    War war =
        War.in(directory)
            .classFile(CommentIndex.class)
            .service(WebhookHandler.class, CommentIndexer.class)
            .webXml(
                false,
                """
                <context-param>
                  <param-name>liveblocks.webhookSecret</param-name>
                  <param-value>%s</param-value>
                </context-param>
                """
                    .formatted(SECRET));
    try (TestApp app = deploy(war)) {
      assertThat(status(app.uri("/mywar/api/liveblocks-webhook"))).isEqualTo(200);
      assertThat(log.text())
          .contains("endpoint 'liveblocks-webhook' of /mywar is ready at /mywar/api/")
          .contains("webhooks to com.example.CommentIndexer (META-INF/services)");
    }
  }

  @Test
  void fragmentWhenThereIsNoSecretThenItsServletIsNotThere() throws IOException {
    War war = War.in(directory).service(WebhookHandler.class, CommentIndexer.class);
    try (TestApp app = deploy(war)) {
      assertThat(status(app.uri("/mywar/api/liveblocks-webhook"))).isEqualTo(404);
      for (Level level : new Level[] {Level.INFO, Level.WARNING, Level.SEVERE}) {
        assertThat(log.at(level)).noneMatch(line -> line.contains("liveblocks-webhook"));
      }
    }
  }

  @Test
  void beanWhenAUserIsMentionedThenIsNotified() {
    try (WeldContainer cdi =
            new Weld()
                .disableDiscovery()
                .beanClasses(Mail.class, MentionMailer.class)
                .initialize();
        TestApp app =
            TestApp.with(new LiveblocksWebhookServlet(), Map.of("webhookSecret", SECRET))) {
      int status =
          SIGNER
              .event(
                  "notification",
                  Map.of("kind", "textMention", "userId", "bob", "roomId", "acme:plans"))
              .postTo(app.uri(TestApp.PATH));

      assertThat(status).isEqualTo(200);
      assertThat(cdi.select(Mail.class).get().sent())
          .containsExactly("bob: You were mentioned in acme:plans");
    }
  }
}
