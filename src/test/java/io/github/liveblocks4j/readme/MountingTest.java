package io.github.liveblocks4j.readme;

import static io.github.liveblocks4j.support.TestApp.PATH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.CollaborationListener;
import com.example.CollaborationServlet;
import com.example.TenantAuthorizer;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mounts the endpoint in each way that the documents show, and behind the container's logins. */
@ExtendWith(FakeLiveblocksExtension.class)
class MountingTest {

  /** Of metadata-complete applications no annotations are read. */
  private static final String SIGN_IN =
      """
      <servlet>
        <servlet-name>sign-in</servlet-name>
        <servlet-class>com.example.SignIn</servlet-class>
      </servlet>
      <servlet-mapping>
        <servlet-name>sign-in</servlet-name>
        <url-pattern>/sign-in</url-pattern>
      </servlet-mapping>
      """;

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
  private final War war;

  MountingTest(FakeLiveblocks fake, @TempDir Path directory) throws IOException {
    this.fake = fake;
    this.war = ExampleApplication.warWithResolver(directory).classFile(TenantAuthorizer.class);
  }

  private ExampleApplication deploy() {
    return new ExampleApplication(war, fake);
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
    "complete, /collaboration/auth",
    "ordering, /collaboration/auth",
    "annotation, /collaboration/auth",
    "listener, /collaboration/auth",
    "filter, /api/liveblocks-auth"
  })
  void endpointWhenMountedAsDocumentedThenRespondsAtItsPath(String way, String path)
      throws IOException {
    boolean authorizes = List.of("declaration", "complete", "ordering").contains(way);
    War unused =
        switch (way) {
          case "declaration" -> war.webXml(false, xml("declaration"));
          case "complete" -> war.webXml(true, xml("declaration") + SIGN_IN);
          case "ordering" -> war.webXml(false, "<absolute-ordering/>" + xml("declaration"));
          case "annotation" -> war.classFile(CollaborationServlet.class);
          case "listener" -> war.classFile(CollaborationListener.class);
          case "filter" -> war.webXml(false, xml("filter"));
          default -> war;
        };
    try (ExampleApplication app = deploy()) {
      assertThat(app.ask(path, "acme:x").statusCode()).isEqualTo(401);
      assertThat(app.ask(path, "acme:x", "Cookie", app.signIn()).statusCode()).isEqualTo(200);
      assertThat(lastRequest().body())
          .startsWith("{\"userId\":\"alice@acme\"")
          .contains("\"userInfo\":{\"name\":\"Alice\"}");
      assertThat(lastRequest().path())
          .isEqualTo(authorizes ? "/v2/authorize-user" : "/v2/identify-user");
      // The jar's own is not there beside it.
      String elsewhere = path.equals(PATH) ? "/elsewhere" : PATH;
      assertThat(app.ask(elsewhere, "x").statusCode()).isIn(404, 405);
    }
  }

  @Test
  void endpointWhenSwitchedOffThenIsNotThere() throws IOException {
    war.webXml(false, xml("off"));
    try (ExampleApplication app = deploy()) {
      assertThat(app.ask(PATH, "x").statusCode()).isIn(404, 405);
    }
  }

  @Test
  void authorizerWhenThereIsOneThenAccessTokensAreMinted() throws IOException {
    war.service(RoomAuthorizer.class, TenantAuthorizer.class);
    try (ExampleApplication app = deploy()) {
      assertThat(app.ask(PATH, "acme:plans", "Cookie", app.signIn()).statusCode()).isEqualTo(200);
      assertThat(lastRequest().body())
          .contains("\"acme:*\":[\"*:write\"]")
          .contains("\"handbook\":[\"*:read\",\"comments:write\"]");
      assertThat(app.ask(PATH, "umbrella:x", "Cookie", app.signIn()).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void formLoginWhenItCoversTheEndpointThenRedirectsUnlessExempt() throws IOException {
    war.webXml(false, CONSTRAINT + FORM);
    try (ExampleApplication app = deploy()) {
      assertThat(app.ask(PATH, "x").statusCode()).isIn(302, 303);
    }
    war.webXml(false, CONSTRAINT + xml("form-login") + FORM);
    try (ExampleApplication app = deploy()) {
      assertThat(app.ask(PATH, "x").body()).contains("\"unauthenticated\"");
      assertThat(app.ask("/elsewhere", "x").statusCode()).isIn(302, 303);
    }
  }

  @Test
  void basicLoginWhenItCoversTheEndpointThenItsUsersGetTokens(@TempDir Path directory)
      throws IOException {
    War plain = ExampleApplication.war(directory).webXml(false, xml("login") + CONSTRAINT + BASIC);
    String alice = Base64.getEncoder().encodeToString("alice:alice".getBytes(UTF_8));
    try (ExampleApplication app = new ExampleApplication(plain, fake)) {
      assertThat(app.ask(PATH, "x").statusCode()).isEqualTo(401);
      assertThat(app.ask(PATH, "x", "Authorization", "Basic " + alice).statusCode()).isEqualTo(200);
      assertThat(lastRequest().body())
          .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");
      assertThat(app.preflight(PATH).statusCode()).isEqualTo(401);
    }
    plain.webXml(
        false,
        xml("login")
            + xml("basic")
            + "<security-role><role-name>user</role-name></security-role>"
            + BASIC);
    try (ExampleApplication app = new ExampleApplication(plain, fake)) {
      assertThat(app.preflight(PATH).body()).contains("origin_not_allowed");
      assertThat(app.ask(PATH, "x").statusCode()).isEqualTo(401);
      assertThat(app.ask(PATH, "x", "Authorization", "Basic " + alice).statusCode()).isEqualTo(200);
    }
  }
}
