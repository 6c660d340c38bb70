package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.Realm;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jetty.ee9.nested.ServletConstraint;
import org.eclipse.jetty.ee9.security.ConstraintMapping;
import org.eclipse.jetty.ee9.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee9.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built-in resolver, with a real login realm. */
class ContainerLoginResolverTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();

  private static void basicLogin(ServletContextHandler context, boolean required) {
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setLoginService(Realm.service());
    security.addRole("user");
    security.addRole("designer");
    if (required) {
      ServletConstraint constraint = new ServletConstraint();
      constraint.setAuthenticate(true);
      constraint.setRoles(new String[] {"user"});
      ConstraintMapping mapping = new ConstraintMapping();
      mapping.setPathSpec("/*");
      mapping.setConstraint(constraint);
      security.addConstraintMapping(mapping);
    }
    context.setSecurityHandler(security);
  }

  private static String basic(String user) {
    return "Basic "
        + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void resolveWhenSomebodyIsLoggedInThenNamedRolesAreGroups() {
    try (TestApp app =
        TestApp.with(
            new LiveblocksAuthServlet(),
            Map.of(
                "secretKey", fake.secretKey(),
                "baseUrl", fake.baseUrl().toString(),
                "roleGroups", "designer, user, admin"),
            context -> basicLogin(context, true))) {
      assertThat(app.post("{}", "Authorization", basic("alice")).statusCode()).isEqualTo(200);
      assertThat(app.post("{}", "Authorization", basic("bob")).statusCode()).isEqualTo(200);
      assertThat(app.post("{}", "Authorization", basic("mallory")).statusCode()).isEqualTo(401);

      assertThat(fake.requests().get(0).body())
          .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\",\"user\"]}");
      assertThat(fake.requests().get(1).body())
          .isEqualTo("{\"userId\":\"bob\",\"groupIds\":[\"user\"]}");
      assertThat(fake.requests()).hasSize(2);
    }
  }

  @Test
  void resolveWhenNobodyIsLoggedInThenUnauthenticated() {
    try (TestApp app =
        TestApp.with(
            new LiveblocksAuthServlet(),
            Map.of("secretKey", fake.secretKey(), "baseUrl", fake.baseUrl().toString()),
            context -> basicLogin(context, false))) {
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
      assertThat(app.post("{}").body()).contains("unauthenticated");
      assertThat(fake.requests()).isEmpty();
    }
  }
}
