package io.github.liveblocks4j.readme;

import static io.github.liveblocks4j.support.TestApp.PATH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.CollaborationListener;
import com.example.CollaborationServlet;
import com.example.SessionUserResolver;
import com.example.SignIn;
import com.example.TenantAuthorizer;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.util.security.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mounts the endpoint in each way that the documents show, and behind the container's logins.
 * {@code ContainersIT} has more of a web.xml, on each server.
 */
@ExtendWith(FakeLiveblocksExtension.class)
class MountingTest {

  private static final String CONSTRAINT =
      """
      <security-constraint>
        <web-resource-collection>
          <web-resource-name>the application</web-resource-name>
          <url-pattern>/*</url-pattern>
        </web-resource-collection>
        <auth-constraint><role-name>user</role-name></auth-constraint>
      </security-constraint>
      <security-role><role-name>user</role-name></security-role>
      """;

  private static final String FORM =
      """
      <login-config>
        <auth-method>FORM</auth-method>
        <form-login-config>
          <form-login-page>/login.html</form-login-page>
          <form-error-page>/login.html</form-error-page>
        </form-login-config>
      </login-config>
      """;

  private static final String BASIC =
      "<login-config><auth-method>BASIC</auth-method></login-config>";

  private final FakeLiveblocks fake;

  /** With the application's classes; of a resolver it has no service file yet. */
  private final War war;

  MountingTest(FakeLiveblocks fake, @TempDir Path directory) throws IOException {
    this.fake = fake;
    this.war =
        War.in(directory)
            .classFile(SignIn.class)
            .classFile(SessionUserResolver.Account.class)
            .classFile(TenantAuthorizer.class);
  }

  /** The container's login knows alice, a designer, whose password is her name. */
  private TestApp deploy() {
    WebAppContext context = war.at("/");
    UserStore users = new UserStore();
    users.addUser("alice", new Password("alice"), new String[] {"user", "designer"});
    HashLoginService login = new HashLoginService("test");
    login.setUserStore(users);
    context.getSecurityHandler().setLoginService(login);
    for (String prefix : new String[] {"liveblocks.", "collaboration."}) {
      context.setInitParameter(prefix + "baseUrl", fake.baseUrl().toString());
      context.setInitParameter(prefix + "secretKey", fake.secretKey());
    }
    return TestApp.of(context.get());
  }

  private static HttpResponse<String> ask(
      TestApp app, String path, String room, String... headers) {
    return app.postTo(path, "{\"room\":\"" + room + "\"}", headers);
  }

  /** Posts a login, and returns the cookie of its session. */
  private static String signIn(TestApp app, String path, String form, String... headers) {
    return cookie(
        app.send(
            app.request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
  }

  private static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private static String xml(String name) {
    return Documents.snippetFile(name + ".xml");
  }

  private RecordedRequest lastRequest() {
    return fake.requests().get(fake.requests().size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "fragment, /api/liveblocks-auth",
    "declaration, /collaboration/auth",
    "annotation, /collaboration/auth",
    "listener, /collaboration/auth",
    "filter, /api/liveblocks-auth"
  })
  void endpointWhenMountedAsDocumentedThenRespondsAtItsPath(String way, String path)
      throws IOException {
    war.service(UserResolver.class, SessionUserResolver.class);
    War unused =
        switch (way) {
          case "declaration" -> war.webXml(false, xml("declaration"));
          case "annotation" -> war.classFile(CollaborationServlet.class);
          case "listener" -> war.classFile(CollaborationListener.class);
          case "filter" -> war.webXml(false, xml("filter"));
          default -> war;
        };
    try (TestApp app = deploy()) {
      assertThat(ask(app, path, "acme:x").statusCode()).isEqualTo(401);
      assertThat(ask(app, path, "acme:x", "Cookie", signIn(app, "/sign-in", "")).statusCode())
          .isEqualTo(200);
      assertThat(lastRequest().body())
          .startsWith("{\"userId\":\"alice@acme\"")
          .contains("\"userInfo\":{\"name\":\"Alice\"}");
      assertThat(lastRequest().path())
          .isEqualTo(way.equals("declaration") ? "/v2/authorize-user" : "/v2/identify-user");
      // The jar's own is not there beside it.
      String elsewhere = path.equals(PATH) ? "/elsewhere" : PATH;
      assertThat(ask(app, elsewhere, "x").statusCode()).isIn(404, 405);
    }
  }

  @Test
  void endpointWhenSwitchedOffThenIsNotThere() throws IOException {
    war.webXml(false, xml("off"));
    try (TestApp app = deploy()) {
      assertThat(ask(app, PATH, "x").statusCode()).isIn(404, 405);
    }
  }

  @Test
  void authorizerWhenThereIsOneThenAccessTokensAreMinted() throws IOException {
    war.service(UserResolver.class, SessionUserResolver.class)
        .service(RoomAuthorizer.class, TenantAuthorizer.class);
    try (TestApp app = deploy()) {
      assertThat(ask(app, PATH, "acme:plans", "Cookie", signIn(app, "/sign-in", "")).statusCode())
          .isEqualTo(200);
      assertThat(lastRequest().body())
          .contains("\"acme:*\":[\"*:write\"]")
          .contains("\"handbook\":[\"*:read\",\"comments:write\"]");
      assertThat(ask(app, PATH, "umbrella:x", "Cookie", signIn(app, "/sign-in", "")).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void formLoginWhenItCoversTheEndpointThenRedirectsUnlessExempt() throws IOException {
    war.webXml(false, CONSTRAINT + FORM);
    try (TestApp app = deploy()) {
      assertThat(ask(app, PATH, "x").statusCode()).isIn(302, 303);
    }
    war.webXml(true, xml("legacy") + CONSTRAINT + xml("form-login") + FORM);
    try (TestApp app = deploy()) {
      assertThat(ask(app, PATH, "x").body()).contains("\"unauthenticated\"");
      String before = cookie(app.send(app.request("/page")));
      String alice =
          signIn(app, "/j_security_check", "j_username=alice&j_password=alice", "Cookie", before);
      assertThat(ask(app, PATH, "x", "Cookie", alice).statusCode()).isEqualTo(200);
      assertThat(lastRequest().body())
          .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");
    }
  }

  @Test
  void basicLoginWhenItCoversTheEndpointThenItsUsersGetTokens() throws IOException {
    war.webXml(false, xml("login") + CONSTRAINT + BASIC);
    String alice = Base64.getEncoder().encodeToString("alice:alice".getBytes(UTF_8));
    try (TestApp app = deploy()) {
      assertThat(app.preflight("Origin", "https://page.test").statusCode()).isEqualTo(401);
    }
    war.webXml(
        false,
        xml("login")
            + xml("basic")
            + "<security-role><role-name>user</role-name></security-role>"
            + BASIC);
    try (TestApp app = deploy()) {
      assertThat(app.preflight("Origin", "https://page.test").body())
          .contains("origin_not_allowed");
      assertThat(ask(app, PATH, "x").statusCode()).isEqualTo(401);
      assertThat(ask(app, PATH, "x", "Authorization", "Basic " + alice).statusCode())
          .isEqualTo(200);
      assertThat(lastRequest().body())
          .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");
    }
  }
}
