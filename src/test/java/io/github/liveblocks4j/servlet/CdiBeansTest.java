package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.war.BeanUserResolver;
import io.github.liveblocks4j.war.OtherBeanUserResolver;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * With Weld beside the web application. Servers that bring CDI themselves are in the server matrix.
 */
class CdiBeansTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();

  private static WeldContainer cdi(Class<?>... beans) {
    return new Weld().disableDiscovery().beanClasses(beans).initialize();
  }

  private TestApp app() {
    return TestApp.with(
        new LiveblocksAuthServlet(),
        Map.of("secretKey", fake.secretKey(), "baseUrl", fake.baseUrl().toString()));
  }

  @Test
  void findWhenABeanIsAResolverThenItIsTaken() {
    try (CapturedLog log = new CapturedLog();
        WeldContainer cdi = cdi(BeanUserResolver.class);
        TestApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      // What is used is a proxy, of a class with another name.
      assertThat(log.text())
          .contains("users from " + BeanUserResolver.class.getName() + " (CDI bean)");
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(fake.requests())
          .extracting(request -> request.body())
          .containsExactly("{\"userId\":\"bean-1\"}", "{\"userId\":\"bean-2\"}");
    }
  }

  @Test
  void findWhenTwoBeansAreResolversThenNamesBoth() {
    try (CapturedLog log = new CapturedLog();
        WeldContainer cdi = cdi(BeanUserResolver.class, OtherBeanUserResolver.class);
        TestApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.post("{}").statusCode()).isEqualTo(503);
      assertThat(log.text())
          .contains("more than one CDI bean")
          .contains(BeanUserResolver.class.getName())
          .contains(OtherBeanUserResolver.class.getName());
    }
  }

  @Test
  void findWhenThereIsNoBeanThenLooksOn() {
    try (CapturedLog log = new CapturedLog();
        WeldContainer cdi = cdi(SomethingElse.class);
        TestApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
      assertThat(log.text()).contains("users from the container's login");
    }
  }

  @Test
  void findWhenTheBeanCannotBeCreatedThenDoesNotLookOn() {
    try (CapturedLog log = new CapturedLog();
        WeldContainer cdi = cdi(FailingResolver.class);
        TestApp app = app()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.post("{}").body()).contains("\"misconfigured\"");
      assertThat(log.text())
          .contains("the CDI bean " + FailingResolver.class.getName() + " cannot be created")
          .contains("the directory is away");
    }
  }

  /** Throws what CDI itself throws where there is none. */
  public static class FailingResolver implements UserResolver {

    /** Fails. */
    public FailingResolver() {
      throw new IllegalStateException("the directory is away");
    }

    @Override
    public @Nullable LiveblocksUser resolve(AuthRequest request) {
      return null;
    }
  }

  /** A bean, but none of ours. */
  public static class SomethingElse {}
}
