package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CollaborationListener;
import com.example.CollaborationServlet;
import com.example.CurrentUserFilter;
import com.example.CurrentUserResolver;
import com.example.SessionUserResolver;
import com.example.TenantAuthorizer;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.RawRequest;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Mounts the endpoint in each way that the documents show. */
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

  @TempDir private Path directory;
  private final FakeLiveblocks fake;

  MountingTest(FakeLiveblocks fake) {
    this.fake = fake;
  }

  private War war() throws IOException {
    return ExampleApplication.war(directory);
  }

  private War warWithResolver() throws IOException {
    return ExampleApplication.warWithResolver(directory);
  }

  private ExampleApplication deploy(War war) {
    return ExampleApplication.deploy(war, fake);
  }

  private static String xml(String name) {
    return Documents.text(Path.of("src/test/resources/readme", name + ".xml"));
  }

  private RecordedRequest lastRequest() {
    return fake.requests().get(fake.requests().size() - 1);
  }

  @Test
  void resolverWhenSignedInThenUserIsTheSessionsAccount() throws IOException {
    try (ExampleApplication app = deploy(warWithResolver())) {
      assertThat(app.ask("plans").statusCode()).isEqualTo(401);
      assertThat(app.ask("plans", "Cookie", app.signIn()).statusCode()).isEqualTo(200);
      assertThat(lastRequest().path()).isEqualTo("/v2/identify-user");
      assertThat(lastRequest().body())
          .isEqualTo("{\"userId\":\"alice@acme\",\"userInfo\":{\"name\":\"Alice\"}}");
    }
  }

  @Test
  void authorizerWhenThereIsOneThenAccessTokensAreMinted() throws IOException {
    War war = warWithResolver().service(RoomAuthorizer.class, TenantAuthorizer.class);
    try (ExampleApplication app = deploy(war)) {
      assertThat(app.ask("acme:plans", "Cookie", app.signIn()).statusCode()).isEqualTo(200);
      assertThat(lastRequest().path()).isEqualTo("/v2/authorize-user");
      assertThat(lastRequest().body())
          .contains("\"acme:*\":[\"*:write\"]")
          .contains("\"handbook\":[\"*:read\",\"comments:write\"]");
      assertThat(app.ask("umbrella:plans", "Cookie", app.signIn()).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void webXmlWhenItNamesTheJarsServletThenMovesAndConfiguresIt() throws IOException {
    War war = warWithResolver().classFile(TenantAuthorizer.class).webXml(false, xml("override"));
    try (ExampleApplication app = deploy(war)) {
      assertThat(app.askAt("/collaboration/auth", "acme:x", "Cookie", app.signIn()).statusCode())
          .isEqualTo(200);
      assertThat(lastRequest().path()).isEqualTo("/v2/authorize-user");
    }
  }

  @Test
  void webXmlWhenMetadataCompleteThenItsDeclarationMountsTheServlet() throws IOException {
    War war = warWithResolver().webXml(true, xml("complete") + SIGN_IN);
    try (ExampleApplication app = deploy(war)) {
      assertThat(app.ask("x", "Cookie", app.signIn()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void webXmlWhenFragmentsAreSwitchedOffThenItsDeclarationMountsTheServlet() throws IOException {
    War war = warWithResolver().webXml(false, "<absolute-ordering/>" + xml("complete"));
    try (ExampleApplication app = deploy(war)) {
      assertThat(app.ask("x", "Cookie", app.signIn()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void webXmlWhenItSwitchesTheEndpointOffThenNothingIsThere() throws IOException {
    try (ExampleApplication app = deploy(war().webXml(false, xml("off")))) {
      assertThat(app.ask("x").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void annotationWhenItHasTheSameNameThenReplacesTheJarsServlet() throws IOException {
    War war = war().classFile(SessionUserResolver.class).classFile(CollaborationServlet.class);
    try (ExampleApplication app = deploy(war)) {
      assertThat(app.askAt("/collaboration/auth", "x", "Cookie", app.signIn()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void listenerWhenItRegistersAnInstanceThenMountsIt() throws IOException {
    War war = war().classFile(SessionUserResolver.class).classFile(CollaborationListener.class);
    try (ExampleApplication app =
        ExampleApplication.deploy(
            war,
            fake,
            context -> {
              context.setInitParameter("collaboration.key", fake.secretKey());
              context.setInitParameter("collaboration.url", fake.baseUrl().toString());
            })) {
      assertThat(app.askAt("/collaboration/auth", "x", "Cookie", app.signIn()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void filterWhenMappedOnEverythingThenRespondsAtItsPathOnly() throws IOException {
    War war = warWithResolver().webXml(false, xml("filter") + xml("off"));
    try (ExampleApplication app = deploy(war)) {
      assertThat(app.ask("x", "Cookie", app.signIn()).statusCode()).isEqualTo(200);
      assertThat(app.ask("x").statusCode()).isEqualTo(401);
      assertThat(app.askAt("/elsewhere", "x").statusCode()).isIn(404, 405);
    }
  }

  @Test
  void userFilterWhenTheBodyComesLateThenBindsTheUserAgain() throws IOException {
    War war =
        war()
            .classFile(CurrentUserFilter.class)
            .service(UserResolver.class, CurrentUserResolver.class)
            .webXml(false, xml("user-filter"));
    try (ExampleApplication app = deploy(war);
        RawRequest request = RawRequest.to(app.port())) {
      request.head(
          List.of(
              "POST " + TestApp.PATH + " HTTP/1.1",
              "Host: localhost",
              "X-User: alice",
              "Content-Type: application/json",
              "Content-Length: 2"));
      request.awaitNoResponse().send("{}");

      assertThat(request.response()).startsWith("HTTP/1.1 200");
      assertThat(lastRequest().body()).isEqualTo("{\"userId\":\"alice\"}");
    }
  }
}
