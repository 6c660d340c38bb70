package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.Realm;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.war.OtherUserResolver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the container does by {@code web.xml}, and whether the endpoint warns of just that. */
class ContainerLoginWebXmlTest {

  private static final String ALICE =
      "Basic " + Base64.getEncoder().encodeToString("alice:alice".getBytes(StandardCharsets.UTF_8));
  private static final String LOGIN =
      "<auth-constraint><role-name>user</role-name></auth-constraint>";
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

  private final FakeLiveblocks fake = FakeLiveblocks.start();
  private final CapturedLog log = new CapturedLog();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    fake.close();
    log.close();
  }

  private static String constraint(String pattern, String auth) {
    return """
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>x</web-resource-name><url-pattern>%s</url-pattern>
          </web-resource-collection>%s
        </security-constraint>
        """
        .formatted(pattern, auth);
  }

  private TestApp deploy(String webXml, @Nullable UserResolver resolver, Map<String, String> more)
      throws IOException {
    Path file = directory.resolve("WEB-INF/web.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0" metadata-complete="true">
          %s<security-role><role-name>user</role-name></security-role>
        </web-app>
        """
            .formatted(webXml));
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setBaseResourceAsPath(directory);
    context.setParentLoaderPriority(true);
    context.getSecurityHandler().setLoginService(Realm.service());
    ServletHolder holder =
        new ServletHolder(
            "liveblocks-auth",
            resolver == null ? new LiveblocksAuthServlet() : new LiveblocksAuthServlet(resolver));
    holder.setInitParameters(more);
    holder.setInitParameter("secretKey", fake.secretKey());
    holder.setInitParameter("baseUrl", fake.baseUrl().toString());
    holder.setAsyncSupported(true);
    holder.setInitOrder(1);
    context.addServlet(holder, TestApp.PATH);
    return TestApp.of(context.get());
  }

  private List<String> warnings() {
    log.awaiting("is ready at");
    return log.at(Level.WARNING);
  }

  @Test
  void startWhenFormLoginCoversTheEndpointThenWarnsOfTheRedirect() throws IOException {
    try (TestApp app =
        deploy(constraint("/api/*", LOGIN) + FORM, new OtherUserResolver(), Map.of())) {
      // What the Liveblocks client cannot make sense of.
      assertThat(app.post("{}").statusCode()).isIn(302, 303);
      assertThat(warnings())
          .singleElement()
          .asString()
          .contains(TestApp.PATH + " is under the FORM-login constraint /api/* of web.xml");
    }
  }

  @Test
  void startWhenAConstraintExemptsTheEndpointFromFormLoginThenDoesNotWarn() throws IOException {
    String exempt = constraint(TestApp.PATH, "");
    try (TestApp app = deploy(constraint("/*", LOGIN) + exempt + FORM, null, Map.of())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
      assertThat(app.post("{}").body()).contains("unauthenticated");
      assertThat(warnings()).isEmpty();
    }
  }

  @Test
  void startWhenNobodyMayCallThenWarns() throws IOException {
    String denied = constraint("/api/*", "<auth-constraint/>");
    try (TestApp app = deploy(denied + FORM, new OtherUserResolver(), Map.of())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(403);
      assertThat(warnings()).singleElement().asString().contains("/api/* of web.xml denies");
    }
  }

  @Test
  void startWhenBasicLoginDoesNotCoverTheEndpointThenWarnsOf401() throws IOException {
    String others = constraint("/admin/*", LOGIN);
    try (TestApp app = deploy(others + BASIC, null, Map.of())) {
      // Signed in below /admin/, where alone the browser then sends her password.
      assertThat(app.send(app.request("/admin/", "Authorization", ALICE).GET()).statusCode())
          .isEqualTo(404);
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
      assertThat(warnings())
          .singleElement()
          .asString()
          .contains(TestApp.PATH + " is not under a security-constraint of web.xml. With BASIC");
    }
  }

  @Test
  void startWhenBasicLoginCoversTheEndpointThenDoesNotWarn() throws IOException {
    try (TestApp app = deploy(constraint("/api/*", LOGIN) + BASIC, null, Map.of())) {
      assertThat(app.post("{}", "Authorization", ALICE).statusCode()).isEqualTo(200);
      assertThat(warnings()).isEmpty();
    }
  }

  @Test
  void startWhenBasicLoginIsNotTheResolverThenDoesNotWarn() throws IOException {
    try (TestApp app = deploy(BASIC, new OtherUserResolver(), Map.of())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(warnings()).isEmpty();
    }
  }

  @Test
  void startWhenThereIsNeitherResolverNorLoginThenSaysHowToNameOne() throws IOException {
    try (TestApp app = deploy("", null, Map.of())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
      assertThat(warnings())
          .singleElement()
          .asString()
          .contains("no UserResolver was found, and web.xml has no login-config")
          .contains("META-INF/services/" + UserResolver.class.getName())
          .contains("Spring Security");
    }
  }

  @Test
  void startWhenRoleGroupsSayThatTheContainersLoginIsMeantThenDoesNotWarn() throws IOException {
    try (TestApp app = deploy("", null, Map.of("roleGroups", "user"))) {
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
      assertThat(warnings()).isEmpty();
    }
  }
}
