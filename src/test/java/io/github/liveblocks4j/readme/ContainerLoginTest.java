package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.Realm;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the documents say about the container's own login. */
@ExtendWith(FakeLiveblocksExtension.class)
class ContainerLoginTest {

  private static final String ALICE = ExampleApplication.basic("alice", "alice");

  @TempDir private Path directory;
  private final FakeLiveblocks fake;

  ContainerLoginTest(FakeLiveblocks fake) {
    this.fake = fake;
  }

  private ExampleApplication deploy(String webXml) throws IOException {
    return ExampleApplication.deploy(
        ExampleApplication.war(directory).webXml(false, webXml),
        fake,
        context -> context.getSecurityHandler().setLoginService(Realm.service()));
  }

  private static String xml(String name) {
    return Documents.text(Path.of("src/test/resources/readme", name + ".xml"));
  }

  private static String constraint(String pattern) {
    return """
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>the application</web-resource-name>
            <url-pattern>%s</url-pattern>
          </web-resource-collection>
          <auth-constraint><role-name>user</role-name></auth-constraint>
        </security-constraint>
        <security-role><role-name>user</role-name></security-role>
        """
        .formatted(pattern);
  }

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

  @Test
  void formLoginWhenItCoversTheEndpointThenRedirects() throws IOException {
    try (ExampleApplication app = deploy(constraint("/*") + FORM)) {
      assertThat(app.ask("x").statusCode()).isIn(302, 303);
    }
  }

  @Test
  void formLoginWhenTheEndpointIsExemptThenItRespondsItself() throws IOException {
    try (ExampleApplication app = deploy(constraint("/*") + xml("form-login") + FORM)) {
      assertThat(app.ask("x").statusCode()).isEqualTo(401);
      assertThat(app.ask("x").body()).contains("\"unauthenticated\"");
      assertThat(app.askAt("/elsewhere", "x").statusCode()).isIn(302, 303);
    }
  }

  @Test
  void basicLoginWhenItCoversTheEndpointThenItsUsersGetTokens() throws IOException {
    try (ExampleApplication app = deploy(xml("login") + constraint("/*") + BASIC)) {
      assertThat(app.ask("x").statusCode()).isEqualTo(401);
      assertThat(app.ask("x", "Authorization", ALICE).statusCode()).isEqualTo(200);
      assertThat(fake.requests().get(0).body())
          .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");
    }
  }
}
