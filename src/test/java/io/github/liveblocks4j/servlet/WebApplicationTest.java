package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.war.AnnotatedAuthServlet;
import io.github.liveblocks4j.war.HeaderUserResolver;
import io.github.liveblocks4j.war.OtherUserResolver;
import io.github.liveblocks4j.war.RegisteringListener;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.plus.webapp.EnvConfiguration;
import org.eclipse.jetty.ee9.plus.webapp.PlusConfiguration;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.eclipse.jetty.plus.jndi.EnvEntry;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whole web applications with the jar in WEB-INF/lib, in the ways in which it can be mounted. */
class WebApplicationTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final CapturedLog log = new CapturedLog();

  @TempDir private Path directory;
  private War war = nothing();

  @SuppressWarnings("NullAway") // Made anew before each test.
  private static War nothing() {
    return null;
  }

  @BeforeEach
  void pack() throws IOException {
    war = War.in(directory);
  }

  @AfterEach
  void stop() {
    log.close();
  }

  private TestApp deploy() {
    return deploy(context -> {});
  }

  private TestApp deploy(Consumer<WebAppContext> more) {
    return TestApp.of(context("/", more).get());
  }

  private WebAppContext context(String path, Consumer<WebAppContext> more) {
    WebAppContext context = new WebAppContext();
    context.setThrowUnavailableOnStartupException(true);
    context.setContextPath(path);
    context.setBaseResourceAsPath(war.root());
    context.addConfiguration(new EnvConfiguration(), new PlusConfiguration());
    context.setInitParameter("liveblocks.secretKey", fake.secretKey());
    context.setInitParameter("liveblocks.baseUrl", fake.baseUrl().toString());
    more.accept(context);
    return context;
  }

  private static int status(TestApp app, String path) {
    return app.send(
            app.request(path, "Content-Type", "application/json", "X-Test-User", "alice")
                .POST(HttpRequest.BodyPublishers.ofString("{\"room\":\"a\"}")))
        .statusCode();
  }

  private String lastUser() {
    return fake.requests().get(fake.requests().size() - 1).body();
  }

  @Test
  void fragmentWhenThereIsNoWebXmlThenMountsAtTheDefaultPath() throws Exception {
    war.service(UserResolver.class, HeaderUserResolver.class);

    try (TestApp app = deploy()) {
      assertThat(status(app, TestApp.PATH)).isEqualTo(200);
      assertThat(lastUser()).contains("\"alice\"");
      assertThat(app.post("{}").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void webXmlWhenItNamesTheServletThenOverridesMappingAndParams() throws Exception {
    war.classFile(OtherUserResolver.class)
        .service(UserResolver.class, HeaderUserResolver.class)
        .webXml(
            false,
            """
            <servlet>
              <servlet-name>liveblocks-auth</servlet-name>
              <init-param>
                <param-name>userResolver</param-name>
                <param-value>%s</param-value>
              </init-param>
            </servlet>
            <servlet-mapping>
              <servlet-name>liveblocks-auth</servlet-name>
              <url-pattern>/elsewhere</url-pattern>
            </servlet-mapping>
            """
                .formatted(OtherUserResolver.class.getName()));

    try (TestApp app = deploy()) {
      assertThat(status(app, "/elsewhere")).isEqualTo(200);
      assertThat(lastUser()).contains("\"other\"");
      assertThat(status(app, TestApp.PATH)).isIn(404, 405);
    }
  }

  @Test
  void webXmlWhenMetadataIsCompleteThenMountsItself() throws Exception {
    war.service(UserResolver.class, HeaderUserResolver.class)
        .webXml(
            true,
            """
            <servlet>
              <servlet-name>liveblocks-auth</servlet-name>
              <servlet-class>%s</servlet-class>
              <load-on-startup>1</load-on-startup>
              <async-supported>true</async-supported>
            </servlet>
            <servlet-mapping>
              <servlet-name>liveblocks-auth</servlet-name>
              <url-pattern>/mine</url-pattern>
            </servlet-mapping>
            """
                .formatted(LiveblocksAuthServlet.class.getName()));

    try (TestApp app = deploy()) {
      assertThat(status(app, "/mine")).isEqualTo(200);
      assertThat(status(app, TestApp.PATH)).isIn(404, 405);
    }
  }

  @Test
  void webXmlWhenItSwitchesOffThenNothingIsThere() throws Exception {
    war.webXml(
        false,
        """
        <servlet>
          <servlet-name>liveblocks-auth</servlet-name>
          <init-param>
            <param-name>enabled</param-name>
            <param-value>false</param-value>
          </init-param>
        </servlet>
        """);

    try (TestApp app = deploy()) {
      assertThat(status(app, TestApp.PATH)).isEqualTo(404);
    }
    assertThat(log.text()).contains("is switched off");
  }

  @Test
  void annotationWhenASubclassHasTheSameNameThenReplacesTheFragment() throws Exception {
    war.classFile(AnnotatedAuthServlet.class).classFile(OtherUserResolver.class);

    try (TestApp app = deploy()) {
      assertThat(status(app, "/annotated")).isEqualTo(200);
      assertThat(lastUser()).contains("\"other\"");
    }
  }

  @Test
  void registrationWhenDoneByCodeThenWorks() throws Exception {
    war.classFile(RegisteringListener.class).classFile(OtherUserResolver.class);
    System.setProperty("test.secretKey", fake.secretKey());
    System.setProperty("test.baseUrl", fake.baseUrl().toString());

    try (TestApp app = deploy()) {
      assertThat(status(app, "/registered")).isEqualTo(200);
      assertThat(lastUser()).contains("\"other\"");
    } finally {
      System.clearProperty("test.secretKey");
      System.clearProperty("test.baseUrl");
    }
  }

  @Test
  void jndiWhenAnEnvEntryIsThereThenItIsReadAfterContextParams() throws Exception {
    war.service(UserResolver.class, HeaderUserResolver.class);

    try (TestApp app =
        deploy(
            context -> {
              context.getInitParams().remove("liveblocks.secretKey");
              bind(context, "liveblocks/secretKey", fake.secretKey());
              bind(context, "liveblocks/baseUrl", "http://127.0.0.1:1");
            })) {
      assertThat(status(app, TestApp.PATH)).isEqualTo(200);
    }
  }

  @Test
  void jndiWhenAnEnvEntryIsMisspeltThenIsMisconfigured() throws Exception {
    war.service(UserResolver.class, HeaderUserResolver.class);

    try (TestApp app = deploy(context -> bind(context, "liveblocks/secretKy", fake.secretKey()))) {
      assertThat(status(app, TestApp.PATH)).isEqualTo(503);
    }
    assertThat(log.text())
        .contains("unknown JNDI entry 'java:comp/env/liveblocks/secretKy'")
        .doesNotContain(fake.secretKey());
  }

  private static void bind(WebAppContext context, String name, String value) {
    try {
      // Registers itself.
      assertThat(new EnvEntry(context, name, value, true).getJndiName()).isEqualTo(name);
    } catch (javax.naming.NamingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void applicationsWhenTwoShareAServerThenEachHasItsOwnKey() throws Exception {
    war.service(UserResolver.class, HeaderUserResolver.class);
    try (FakeLiveblocks other = FakeLiveblocks.builder().secretKey("sk_dev_other").start();
        TestApp app =
            TestApp.of(
                new Handler.Sequence(
                    context("/one", context -> {}).get(),
                    context(
                            "/two",
                            context -> {
                              context.setInitParameter("liveblocks.secretKey", "sk_dev_other");
                              context.setInitParameter(
                                  "liveblocks.baseUrl", other.baseUrl().toString());
                            })
                        .get()))) {
      assertThat(status(app, "/one" + TestApp.PATH)).isEqualTo(200);
      assertThat(status(app, "/two" + TestApp.PATH)).isEqualTo(200);

      assertThat(fake.requests())
          .singleElement()
          .satisfies(
              asked ->
                  assertThat(asked.header("Authorization")).hasValue("Bearer " + fake.secretKey()));
      assertThat(other.requests())
          .singleElement()
          .satisfies(
              asked -> assertThat(asked.header("Authorization")).hasValue("Bearer sk_dev_other"));
    }
  }

  @Test
  void applicationWhenTheEndpointIsMisconfiguredThenDeploysAllTheSame() throws Exception {
    war.service(UserResolver.class, HeaderUserResolver.class).file("hello.txt", "still here");

    try (TestApp app =
        deploy(context -> context.setInitParameter("liveblocks.secretKey", "pk_dev_wrong"))) {
      assertThat(app.send(app.request("/hello.txt").GET()).body()).isEqualTo("still here");
      assertThat(status(app, TestApp.PATH)).isEqualTo(503);
    }
    assertThat(log.text())
        .contains("context-param liveblocks.secretKey: this is a public key")
        .doesNotContain("pk_dev_wrong");
  }

  @Test
  void serviceLoaderWhenTwoResolversAreThereThenNamesBoth() throws Exception {
    war.service(UserResolver.class, HeaderUserResolver.class, OtherUserResolver.class);

    try (TestApp app = deploy()) {
      assertThat(status(app, TestApp.PATH)).isEqualTo(503);
    }
    assertThat(log.text())
        .contains(HeaderUserResolver.class.getName())
        .contains(OtherUserResolver.class.getName());
  }
}
