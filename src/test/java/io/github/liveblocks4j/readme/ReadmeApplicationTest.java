package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README tells a newcomer to do, in a WAR of their own. */
class ReadmeApplicationTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();

  @TempDir private Path directory;
  private final Map<String, String> params = new java.util.HashMap<>();

  @BeforeEach
  void configure() {
    params.put("liveblocks.secretKey", fake.secretKey());
    params.put("liveblocks.baseUrl", fake.baseUrl().toString());
  }

  /** Signs in as an application would: the account goes into the session. */
  public static final class SignIn extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      request.getSession().setAttribute("account", new Account("alice@acme", "Alice"));
    }
  }

  private War war() throws IOException {
    return War.in(directory).classFile(Account.class).classFile(SignIn.class);
  }

  private TestApp deploy(War war, Consumer<WebAppContext> more) {
    WebAppContext context = new WebAppContext();
    context.setThrowUnavailableOnStartupException(true);
    context.setContextPath("/");
    context.setBaseResourceAsPath(war.root());
    params.forEach(context::setInitParameter);
    ServletHolder signIn = new ServletHolder();
    signIn.setName("sign-in");
    signIn.setClassName(SignIn.class.getName());
    context.getServletHandler().addServletWithMapping(signIn, "/sign-in");
    more.accept(context);
    return TestApp.of(context.get());
  }

  private static String readmeXml(String name) throws IOException {
    try (var file = ReadmeApplicationTest.class.getResourceAsStream("/readme/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String signIn(TestApp app) {
    return app.send(app.request("/sign-in").POST(HttpRequest.BodyPublishers.noBody()))
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .replaceFirst(";.*", "");
  }

  private static HttpResponse<String> ask(
      TestApp app, String path, String room, String... headers) {
    return app.send(
        app.request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"room\":\"" + room + "\"}")));
  }

  private String lastRequest() {
    var last = fake.requests().get(fake.requests().size() - 1);
    return last.path() + " " + last.body();
  }

  @Test
  void quickstartWhenSignedInThenTheSessionsAccountIsTheUser() throws Exception {
    War war = war().service(UserResolver.class, SessionUserResolver.class);
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, TestApp.PATH, "plans").statusCode()).isEqualTo(401);
      assertThat(ask(app, TestApp.PATH, "plans", "Cookie", signIn(app)).statusCode())
          .isEqualTo(200);
      assertThat(lastRequest())
          .isEqualTo(
              "/v2/identify-user {\"userId\":\"alice@acme\",\"userInfo\":{\"name\":\"Alice\"}}");
    }
  }

  @Test
  void authorizerWhenFoundThenAccessTokensAreMinted() throws Exception {
    War war =
        war()
            .service(UserResolver.class, SessionUserResolver.class)
            .service(RoomAuthorizer.class, TenantAuthorizer.class);
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, TestApp.PATH, "acme:plans", "Cookie", signIn(app)).statusCode())
          .isEqualTo(200);
      assertThat(lastRequest())
          .startsWith("/v2/authorize-user")
          .contains("\"acme:*\":[\"*:write\"]")
          .contains("\"handbook\":[\"*:read\",\"comments:write\"]");
      assertThat(ask(app, TestApp.PATH, "umbrella:plans", "Cookie", signIn(app)).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void overrideThenMovesTheEndpointAndSetsTheAuthorizer() throws Exception {
    War war =
        war()
            .service(UserResolver.class, SessionUserResolver.class)
            .classFile(TenantAuthorizer.class)
            .webXml(false, readmeXml("override.xml"));
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, "/collaboration/auth", "acme:x", "Cookie", signIn(app)).statusCode())
          .isEqualTo(200);
      assertThat(lastRequest()).startsWith("/v2/authorize-user");
    }
  }

  @Test
  void completeThenMountsTheEndpointByHand() throws Exception {
    War war =
        war()
            .service(UserResolver.class, SessionUserResolver.class)
            .webXml(true, readmeXml("complete.xml"));
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, TestApp.PATH, "x", "Cookie", signIn(app)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void completeWhenFragmentsAreSwitchedOffThenMountsTheEndpointAllTheSame() throws Exception {
    War war =
        war()
            .service(UserResolver.class, SessionUserResolver.class)
            .webXml(false, "<absolute-ordering/>" + readmeXml("complete.xml"));
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, TestApp.PATH, "x", "Cookie", signIn(app)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void offThenNothingIsThere() throws Exception {
    War war = war().webXml(false, readmeXml("off.xml"));
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, TestApp.PATH, "x").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void annotationThenMountsTheSubclass() throws Exception {
    War war = war().classFile(SessionUserResolver.class).classFile(CollaborationServlet.class);
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, "/collaboration/auth", "x", "Cookie", signIn(app)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void programmaticThenMountsTheInstance() throws Exception {
    System.setProperty("collaboration.key", fake.secretKey());
    System.setProperty("collaboration.url", fake.baseUrl().toString());
    War war =
        war()
            .classFile(SessionUserResolver.class)
            .classFile(Collaboration.class)
            .classFile(CollaborationListener.class);
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, "/collaboration/auth", "x", "Cookie", signIn(app)).statusCode())
          .isEqualTo(200);
    } finally {
      System.clearProperty("collaboration.key");
      System.clearProperty("collaboration.url");
    }
  }

  @Test
  void filterThenAnswersItsPath() throws Exception {
    War war =
        war()
            .service(UserResolver.class, SessionUserResolver.class)
            .webXml(true, readmeXml("filter.xml"));
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, TestApp.PATH, "x", "Cookie", signIn(app)).statusCode()).isEqualTo(200);
      assertThat(ask(app, TestApp.PATH, "x").statusCode()).isEqualTo(401);
      assertThat(ask(app, "/elsewhere", "x").statusCode()).isIn(404, 405);
    }
  }

  @Test
  void loginThenTheContextParamIsTaken() throws Exception {
    War war = war().webXml(false, readmeXml("login.xml"));
    try (TestApp app = deploy(war, context -> {})) {
      assertThat(ask(app, TestApp.PATH, "x").statusCode()).isEqualTo(401);
    }
  }
}
