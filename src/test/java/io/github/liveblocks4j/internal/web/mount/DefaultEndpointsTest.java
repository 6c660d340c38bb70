package io.github.liveblocks4j.internal.web.mount;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.servlet.LiveblocksAuthFilter;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.war.NamesDirectory;
import io.github.liveblocks4j.war.OtherUserResolver;
import io.github.liveblocks4j.war.OwnServlet;
import io.github.liveblocks4j.war.RegisteringListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the jar mounts where the application mounts, or has, something itself. The handbook's {@code
 * MountingTest} shows where it has nothing.
 */
@ExtendWith(FakeLiveblocksExtension.class)
class DefaultEndpointsTest {

  private static final String OWN = OwnServlet.class.getName();
  private static final String AUTH = TestApp.PATH;
  private static final String DIRECTORY = "/api/liveblocks-directory";

  private static final String WEBHOOK = "/api/liveblocks-webhook";

  private final FakeLiveblocks fake;
  private final War war;
  @AutoClose private final CapturedLog log = new CapturedLog();

  DefaultEndpointsTest(FakeLiveblocks fake, @TempDir Path directory) throws IOException {
    this.fake = fake;
    this.war = War.in(directory);
  }

  private TestApp deploy(String... contextParams) {
    WebAppContext context = war.at("/");
    TestApp.settings(fake)
        .forEach((name, value) -> context.setInitParameter("liveblocks." + name, value));
    for (int i = 0; i < contextParams.length; i += 2) {
      context.setInitParameter(contextParams[i], contextParams[i + 1]);
    }
    return TestApp.of(context.get());
  }

  private ServletContextHandler embedded() {
    ServletContextHandler context = new ServletContextHandler();
    context.addEventListener(new DefaultEndpoints());
    context.setInitParameter("liveblocks.secretKey", fake.secretKey());
    return context;
  }

  private static void assertNotThere(TestApp app, String path) {
    assertThat(app.postTo(path, "{}").statusCode()).isIn(404, 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mine", AUTH})
  void authWhenRegisteredByCodeThenItIsTheOnlyOne(String path) throws IOException {
    war.classFile(RegisteringListener.class).classFile(OtherUserResolver.class);
    try (TestApp app = deploy("registered", path)) {
      assertThat(app.postTo(path, "{\"room\":\"x\"}").body()).contains("access_denied");
      if (!path.equals(AUTH)) {
        assertNotThere(app, AUTH);
      }
      assertThat(fake.requests()).isEmpty();
      assertNotThere(app, DIRECTORY); // There is none.
      for (Level level : List.of(Level.INFO, Level.WARNING, Level.SEVERE)) {
        assertThat(log.at(level)).noneMatch(line -> line.contains("liveblocks-directory"));
      }
      assertThat(log.at(Level.INFO))
          .filteredOn(line -> line.contains("is not mounted"))
          .singleElement()
          .asString()
          .contains(
              "'liveblocks-auth' of the root application: the jar's own is not mounted at " + AUTH)
          .contains("the application mounts servlet 'registered' (io.github.liveblocks4j.servlet");
    }
  }

  private void ownServlet(String name, String... patterns) throws IOException {
    war.classFile(OwnServlet.class)
        .webXml(
            false,
            """
            <servlet>
              <servlet-name>%1$s</servlet-name>
              <servlet-class>%2$s</servlet-class>
            </servlet>
            <servlet-mapping>
              <servlet-name>%1$s</servlet-name>
              <url-pattern>%3$s</url-pattern>
            </servlet-mapping>
            """
                .formatted(name, OWN, String.join("</url-pattern><url-pattern>", patterns)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/*"})
  void pathsWhenTheApplicationHasThemThenItKeepsThem(String below) throws IOException {
    ownServlet("own", AUTH + below, WEBHOOK + below, DIRECTORY + below);
    try (TestApp app = deploy("liveblocks.webhookSecret", "whsec_bWF0cml4bWF0cml4")) {
      for (String path : List.of(AUTH, WEBHOOK, DIRECTORY)) {
        assertThat(app.postTo(path, "{}").body()).isEqualTo("the application's own");
      }
      assertThat(log.at(Level.INFO))
          .hasSize(3)
          .allMatch(
              line -> line.contains("since that path is taken by servlet 'own' (" + OWN + ")"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "liveblocks.enabled, false, the application's own",
    "liveblocks.enabled, true, unauthenticated",
    "liveblocks.enabled, perhaps, misconfigured",
    "liveblocks.enabeld, false, misconfigured"
  })
  void pathWhenSwitchedOffThenIsTheFrontControllersAgain(
      String setting, String value, String expected) throws IOException {
    ownServlet("own", "/");
    try (TestApp app = deploy(setting, value)) {
      assertThat(app.postTo(AUTH, "{}").body()).contains(expected);
      // Without a secret it is not mounted anyway.
      assertThat(app.postTo(WEBHOOK, "{}").body()).isEqualTo("the application's own");
    }
  }

  @Test
  void nameWhenTheApplicationHasItThenIsNotMounted() throws IOException {
    ownServlet("liveblocks-auth", "/mine");
    try (TestApp app = deploy()) {
      assertThat(app.postTo("/mine", "{}").body()).isEqualTo("the application's own");
      assertNotThere(app, AUTH);
      assertThat(log.at(Level.INFO))
          .anyMatch(line -> line.contains(AUTH + ", since the application has another servlet of"));
    }
  }

  /** Of listeners behind ours only the start of the default servlet knows. */
  @Test
  void authWhenRegisteredLateThenTheDefaultStandsBack() {
    ServletContextHandler context = embedded();
    context.addEventListener(
        new ServletContextListener() {
          @Override
          public void contextInitialized(ServletContextEvent event) {
            var late = new LiveblocksAuthServlet(request -> null);
            event.getServletContext().addServlet("late", late).addMapping("/late");
          }
        });
    try (TestApp app = TestApp.of(context.get())) {
      assertNotThere(app, AUTH);
      assertThat(app.postTo("/late", "{}").statusCode()).isEqualTo(401);
      assertThat(log.only(Level.WARNING))
          .contains(
              "'liveblocks-auth' of the root application responds 404: the application mounts")
          .contains("servlet 'late'");
    }
  }

  /**
   * As Spring's DelegatingFilterProxy does it with a bean, at the start or by the first request.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void authWhenBehindAProxyThenTheDefaultStandsBack(boolean lazily) {
    ServletContextHandler context = embedded();
    FilterHolder proxy = new FilterHolder(new FilterProxy(lazily));
    proxy.setName("liveblocks-auth");
    proxy.setInitParameter("path", "/mine");
    context.addFilter(proxy, "/*", EnumSet.of(DispatcherType.REQUEST));
    try (TestApp app = TestApp.of(context.get())) {
      assertNotThere(app, AUTH);
      assertThat(app.postTo("/mine", "{}").statusCode()).isEqualTo(401);
      assertNotThere(app, AUTH);
      assertThat(log.only(Level.WARNING))
          .contains("responds 404: the application has started Liveblocks endpoint");
    }
  }

  private static final class FilterProxy implements Filter {

    private final Filter filter = new LiveblocksAuthFilter();
    private final boolean lazily;
    private @Nullable FilterConfig later;

    FilterProxy(boolean lazily) {
      this.lazily = lazily;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
      if (lazily) {
        later = config;
      } else {
        filter.init(config);
      }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (later != null) {
        filter.init(later);
        later = null;
      }
      filter.doFilter(request, response, chain);
    }

    @Override
    public void destroy() {
      filter.destroy();
    }
  }

  /** Without a login, and without a service file. */
  @Test
  void lookupsWhenTheAuthServletHasAResolverThenUseItAndItsAuthorizer() throws IOException {
    war.classFile(RegisteringListener.class)
        .classFile(OtherUserResolver.class)
        .service(UserDirectory.class, NamesDirectory.class);
    try (TestApp app = deploy("registered", "/mine")) {
      assertThat(app.postTo(DIRECTORY, "{\"userIds\":[\"alice\"]}").body())
          .isEqualTo("[{\"name\":\"Alice, for other\"}]");
      assertThat(app.postTo(DIRECTORY, "{\"roomId\":\"x\",\"text\":\"\"}").body())
          .contains("access_denied");
      assertThat(log.text())
          .contains("'liveblocks-directory' of the root application is ready at " + DIRECTORY)
          .contains("lookups by " + NamesDirectory.class.getName() + " (META-INF/services)");
    }
  }
}
