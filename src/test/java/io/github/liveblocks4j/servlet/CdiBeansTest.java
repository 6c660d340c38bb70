package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.RawRequest;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.war.BeanUserResolver;
import io.github.liveblocks4j.war.OtherBeanUserResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
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

  /** As TomEE and Payara do: the request scope is there in the first dispatch, and in no other. */
  @Test
  void resolveWhenTheServerLosesTheRequestScopeThenAsksToRetryOnceAndWaitsFromThenOn()
      throws IOException {
    Filter scope =
        (request, response, chain) -> {
          RequestContextController controller =
              CDI.current().select(RequestContextController.class).get();
          controller.activate();
          try {
            chain.doFilter(request, response);
          } finally {
            controller.deactivate();
          }
        };
    try (CapturedLog log = new CapturedLog();
        WeldContainer cdi = cdi(ScopedResolver.class, Visitor.class);
        TestApp app =
            TestApp.with(
                new LiveblocksAuthServlet(),
                Map.of("secretKey", fake.secretKey(), "baseUrl", fake.baseUrl().toString()),
                context -> {
                  FilterHolder holder = new FilterHolder(scope);
                  holder.setAsyncSupported(true);
                  context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
                })) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(late(app)).startsWith("HTTP/1.1 500").contains("resolver_failed");
      assertThat(log.text()).contains("this server has not activated CDI's request scope");
      assertThat(late(app)).startsWith("HTTP/1.1 200");
    }
  }

  private static String late(TestApp app) throws IOException {
    try (RawRequest request = RawRequest.to(app.port())) {
      request.head(
          List.of(
              "POST " + TestApp.PATH + " HTTP/1.1",
              "Host: localhost",
              "Content-Type: application/json",
              "Content-Length: 2"));
      return request.awaitNoResponse().send("{}").response();
    }
  }

  /** Needs the scope of the request. */
  @ApplicationScoped
  public static class ScopedResolver implements UserResolver {

    @Inject private Visitor visitor;

    @Override
    public @Nullable LiveblocksUser resolve(AuthRequest request) {
      return LiveblocksUser.of(visitor.name());
    }
  }

  /** Of one request. */
  @RequestScoped
  public static class Visitor {

    String name() {
      return "alice";
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
