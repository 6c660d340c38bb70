package com.example;

// snippet: resolver-test
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.testing.AuthRequests;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The handbook's test of a resolver: driven through the endpoint, and on its own. */
class ResolverTest {

  // One fake for the class, as it was when it started before each test.
  @RegisterExtension
  static final FakeLiveblocksExtension LIVEBLOCKS = new FakeLiveblocksExtension();

  // Keeps the session's cookie, as a browser does.
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final Server server = new Server();
  private final ServerConnector port = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    // The extension's client calls the fake instead of Liveblocks.
    var auth =
        new ServletHolder(
            new LiveblocksAuthServlet(LIVEBLOCKS.client(), new SessionUserResolver()));
    auth.setAsyncSupported(true);
    var application = new ServletContextHandler(ServletContextHandler.SESSIONS);
    application.addServlet(auth, "/api/liveblocks-auth");
    application.addServlet(SignIn.class, "/sign-in");

    port.setHost("127.0.0.1");
    server.addConnector(port);
    server.setHandler(application.get());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void authWhenSignedInThenTokenIsForTheSessionsAccount() throws Exception {
    post("/sign-in", "");

    HttpResponse<String> response = post("/api/liveblocks-auth", "{\"room\":\"plans\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"token\"");
    // The fake received what Liveblocks would have received.
    assertThat(LIVEBLOCKS.fake().requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/v2/identify-user");
              assertThat(request.body())
                  .isEqualTo("{\"userId\":\"alice@acme\",\"userInfo\":{\"name\":\"Alice\"}}");
            });
  }

  @Test
  void authWhenSignedOutThenUnauthorizedAndNothingIsSent() throws Exception {
    HttpResponse<String> response = post("/api/liveblocks-auth", "{\"room\":\"plans\"}");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(LIVEBLOCKS.fake().requests()).isEmpty();
  }

  @Test
  void resolveWhenSignedInThenUserIsTheAccount() {
    // Without a server, where only the resolver's own logic is of interest.
    AuthRequest request =
        AuthRequests.forRoom("plans")
            .session("account", new SessionUserResolver.Account("bob@acme", "Bob"))
            .build();

    assertThat(new SessionUserResolver().resolve(request))
        .extracting(LiveblocksUser::userId)
        .isEqualTo("bob@acme");
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.getLocalPort() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }
}
// end
