package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.war.HeaderUserResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint in front of a front controller that would take every request. */
class LiveblocksAuthFilterTest {

  @AutoClose private final FakeLiveblocks fake = FakeLiveblocks.start();
  @AutoClose private final CapturedLog log = new CapturedLog();

  /** Responds to everything, as Struts or Spring MVC on every path. */
  private static final class FrontController extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("front controller: " + request.getReader().readLine());
    }
  }

  private TestApp app(Map<String, String> params) {
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder("front", new FrontController()), "/*");
    FilterHolder filter = new FilterHolder(new LiveblocksAuthFilter());
    filter.setName("liveblocks-filter");
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    filter.setInitParameters(
        TestApp.settings(fake, "userResolver", HeaderUserResolver.class.getName()));
    params.forEach(filter::setInitParameter);
    return TestApp.of(context.get());
  }

  private static HttpResponse<String> post(TestApp app, String path) {
    return app.postTo(path, "{\"room\":\"a\"}", "X-Test-User", "alice");
  }

  @Test
  void doFilterWhenThePathIsOursThenResponds() {
    try (TestApp app = app(Map.of())) {
      assertThat(post(app, TestApp.PATH).body()).startsWith("{\"token\":");
      assertThat(post(app, TestApp.PATH + "?a=b").body()).startsWith("{\"token\":");
      assertThat(app.send(app.request(TestApp.PATH).GET()).statusCode()).isEqualTo(405);
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
      fake.next(Failure.delay(Duration.ofMillis(200)));
      assertThat(post(app, TestApp.PATH).statusCode()).isEqualTo(200);
      assertThat(log.at(Level.WARNING)).isEmpty();
    }
  }

  @Test
  void doFilterWhenThePathIsNotOursThenPassesItOnUntouched() {
    try (TestApp app = app(Map.of())) {
      assertThat(post(app, "/anything").body()).isEqualTo("front controller: {\"room\":\"a\"}");
      assertThat(post(app, TestApp.PATH + "/more").body()).startsWith("front controller");
      assertThat(fake.requests()).isEmpty();
    }
    try (TestApp app = app(Map.of("enabled", "false"))) {
      assertThat(post(app, TestApp.PATH).body()).startsWith("front controller");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/collaboration/auth", " collaboration/auth "})
  void doFilterWhenAPathIsSetThenRespondsThere(String path) {
    try (TestApp app = app(Map.of("path", path))) {
      assertThat(post(app, "/collaboration/auth").body()).startsWith("{\"token\":");
      assertThat(post(app, TestApp.PATH).body()).startsWith("front controller");
    }
    assertThat(log.text())
        .contains("'liveblocks-filter' of the root application is ready at /collaboration/auth: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/collaboration/*",
        "*.auth",
        "/auth?x=1",
        "/a%20b",
        "/collaboration/auth/",
        "/",
        "",
        "https://app.example.com/auth",
        "/a/../b",
        "/a//b",
        "/..",
        "sk_prod_topsecret/"
      })
  void initWhenThePathIsMalformedThenSaysSoAndIsMisconfigured(String path) {
    try (TestApp app = app(Map.of("path", path))) {
      assertThat(post(app, TestApp.PATH).statusCode()).isEqualTo(503);
      assertThat(post(app, TestApp.PATH).body()).contains("\"misconfigured\"");
      assertThat(post(app, "/anything").statusCode()).isEqualTo(200);
    }
    assertThat(log.only(Level.SEVERE))
        .contains("misconfigured: init-param path: ", "is not one path inside the web application")
        .doesNotContain("topsecret");
  }
}
