package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.war.BeanUserResolver;
import io.github.liveblocks4j.war.OtherBeanUserResolver;
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

  /** Deploys with these beans, and returns the status of a request and the log. */
  private String deploy(Class<?>... beans) {
    try (CapturedLog log = new CapturedLog();
        WeldContainer cdi = new Weld().disableDiscovery().beanClasses(beans).initialize();
        TestApp app = TestApp.with(new LiveblocksAuthServlet(), fake)) {
      assertThat(cdi.isRunning()).isTrue();
      return app.post("{}").statusCode() + " " + log.text();
    }
  }

  /** What is used is a proxy, of a class with another name. */
  @Test
  void findWhenABeanIsAResolverThenItIsTaken() {
    assertThat(deploy(BeanUserResolver.class))
        .startsWith("200")
        .contains("users from " + BeanUserResolver.class.getName() + " (CDI bean)");
    assertThat(fake.requests())
        .singleElement()
        .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"userId\":\"bean-1\"}"));
  }

  @Test
  void findWhenTwoBeansAreResolversThenNamesBoth() {
    assertThat(deploy(BeanUserResolver.class, OtherBeanUserResolver.class))
        .startsWith("503")
        .contains("more than one CDI bean")
        .contains(BeanUserResolver.class.getName(), OtherBeanUserResolver.class.getName());
  }

  @Test
  void findWhenThereIsNoBeanThenLooksOn() {
    assertThat(deploy(SomethingElse.class))
        .startsWith("401")
        .contains("users from the container's login");
  }

  @Test
  void findWhenTheBeanCannotBeCreatedThenDoesNotLookOn() {
    assertThat(deploy(FailingResolver.class))
        .startsWith("503")
        .contains("the CDI bean " + FailingResolver.class.getName() + " cannot be created")
        .contains("the directory is away");
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
