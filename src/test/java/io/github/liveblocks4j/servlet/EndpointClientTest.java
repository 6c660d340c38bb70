package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.war.OtherUserResolver;
import jakarta.servlet.ServletContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which client an endpoint uses where the application brings one and settings describe another. */
class EndpointClientTest {

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  private final FakeLiveblocks application = extension.fake();
  private final Liveblocks client = extension.client();

  @AutoClose
  private final FakeLiveblocks own = FakeLiveblocks.builder().secretKey("sk_dev_own").start();

  @AutoClose private final CapturedLog log = new CapturedLog();

  private void share(ServletContextHandler context) {
    context.setAttribute(Liveblocks.class.getName(), client);
  }

  private void requestToken(
      LiveblocksAuthServlet servlet,
      Map<String, String> params,
      Consumer<ServletContextHandler> more) {
    Map<String, String> all = new HashMap<>(params);
    all.put("userResolver", OtherUserResolver.class.getName());
    try (TestApp app = TestApp.with(servlet, all, more)) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void chooseWhenTheServletHasAKeyOfItsOwnThenASharedClientLoses() {
    requestToken(new LiveblocksAuthServlet(), TestApp.settings(own), this::share);

    assertThat(own.requests()).hasSize(1);
    assertThat(application.requests()).isEmpty();
    assertThat(log.text())
        .contains(
            "for its init-param secretKey, and does not use that of the ServletContext attribute")
        .doesNotContain(own.secretKey());
  }

  @Test
  void chooseWhenTheKeyIsTheApplicationsThenASharedClientWinsAndStaysOpen() {
    requestToken(
        new LiveblocksAuthServlet(),
        Map.of(),
        context -> {
          share(context);
          // The listener that creates the client may read it from there.
          context.setInitParameter("liveblocks.secretKey", own.secretKey());
        });

    assertThat(application.requests()).hasSize(1);
    assertThat(log.at(Level.WARNING)).isEmpty();
    // The endpoint has not closed it.
    assertThat(client.identifyUserAsync(LiveblocksUser.of("alice")).join().value()).isNotEmpty();
  }

  @Test
  void chooseWhenTheConstructorWasGivenAClientThenItWins() {
    requestToken(
        new LiveblocksAuthServlet(client, new OtherUserResolver()),
        TestApp.settings(own),
        context -> {});

    assertThat(application.requests()).hasSize(1);
  }

  @Test
  void clientWhenAnEndpointCreatesOneThenTheApplicationAndLaterEndpointsUseIt() {
    ServletContextHandler context = new ServletContextHandler();
    Map<String, String> params = new HashMap<>(TestApp.settings(own));
    params.put("userResolver", OtherUserResolver.class.getName());
    TestApp.add(context, new LiveblocksAuthServlet(), "/first", 1, params);
    TestApp.add(
        context,
        new LiveblocksAuthServlet(),
        "/second",
        2,
        Map.of("userResolver", OtherUserResolver.class.getName()));
    Liveblocks published;
    try (TestApp app = TestApp.of(context.get())) {
      published = client(context.getServletContext());

      assertThat(published.identifyUserAsync(LiveblocksUser.of("a")).join().value()).isNotEmpty();
      assertThat(app.postTo("/second", "{}").statusCode()).isEqualTo(200);
      assertThat(own.requests()).hasSize(2);
    }
    assertThat(context.getServletContext().getAttribute(Liveblocks.class.getName())).isNull();
    assertThatThrownBy(() -> published.identifyUserAsync(LiveblocksUser.of("a")).join())
        .hasMessageContaining("closed");
  }

  /** The second endpoint has the application's key: the first one's client is not for it. */
  @Test
  void clientWhenTheKeyIsOfOneEndpointAloneThenOthersDoNotUseIt() {
    ServletContextHandler context = new ServletContextHandler();
    context.setInitParameter("liveblocks.secretKey", application.secretKey());
    context.setInitParameter("liveblocks.baseUrl", application.baseUrl().toString());
    context.setInitParameter("liveblocks.userResolver", OtherUserResolver.class.getName());
    TestApp.add(context, new LiveblocksAuthServlet(), "/first", 1, TestApp.settings(own));
    TestApp.add(context, new LiveblocksAuthServlet(), "/second", 2, Map.of());
    try (TestApp app = TestApp.of(context.get())) {
      assertThat(app.postTo("/second", "{}").statusCode()).isEqualTo(200);
      assertThat(application.requests()).hasSize(1);
      assertThat(LiveblocksAuthServlet.client(context.getServletContext()).baseUrl())
          .isEqualTo(application.baseUrl());
    }
  }

  private static Liveblocks client(ServletContext context) {
    // snippet: shared-client
    Liveblocks liveblocks = LiveblocksAuthServlet.client(context);
    // end
    return liveblocks;
  }

  @Test
  void clientWhenThereIsNoneThenSaysWhy() {
    assertThatThrownBy(
            () -> LiveblocksAuthServlet.client(new ServletContextHandler().getServletContext()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("an auth endpoint creates it when it starts");
  }
}
