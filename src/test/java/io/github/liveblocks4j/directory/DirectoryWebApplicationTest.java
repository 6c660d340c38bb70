package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.war.HeaderUserResolver;
import io.github.liveblocks4j.war.NamesDirectory;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole web applications with the jar in WEB-INF/lib. */
@ExtendWith(FakeLiveblocksExtension.class)
class DirectoryWebApplicationTest {

  private final FakeLiveblocks fake;
  private final CapturedLog log = new CapturedLog();

  @TempDir private Path directory;

  DirectoryWebApplicationTest(FakeLiveblocks fake) {
    this.fake = fake;
  }

  @AfterEach
  void close() {
    log.close();
  }

  private War war() throws IOException {
    return War.in(directory).service(UserResolver.class, HeaderUserResolver.class);
  }

  private TestApp deploy(War war) {
    WebAppContext context = new WebAppContext();
    context.setThrowUnavailableOnStartupException(true);
    context.setContextPath("/mywar");
    context.setBaseResourceAsPath(war.root());
    context.setInitParameter("liveblocks.secretKey", fake.secretKey());
    context.setInitParameter("liveblocks.baseUrl", fake.baseUrl().toString());
    return TestApp.of(context.get());
  }

  private static HttpResponse<String> post(TestApp app, String path, String json) {
    return app.send(
        app.request("/mywar" + path, "Content-Type", "application/json", "X-Test-User", "bob")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  @Test
  void fragmentWhenTheApplicationHasADirectoryThenBothEndpointsAreThere() throws Exception {
    War war = war().service(UserDirectory.class, NamesDirectory.class);

    try (TestApp app = deploy(war)) {
      assertThat(post(app, DirectoryApp.PATH, "{\"userIds\":[\"alice\",\"x\"]}").body())
          .isEqualTo("[{\"name\":\"Alice, for bob\"},null]");
      assertThat(post(app, TestApp.PATH, "{}").statusCode()).isEqualTo(200);
      assertThat(log.text())
          .contains(
              "'liveblocks-directory' of /mywar is ready at /mywar/api/liveblocks-directory:"
                  + " lookups by io.github.liveblocks4j.war.NamesDirectory (META-INF/services)");
    }
  }

  @Test
  void fragmentWhenTheApplicationHasNoDirectoryThenOnlyTokensAreThere() throws Exception {
    try (TestApp app = deploy(war())) {
      assertThat(post(app, DirectoryApp.PATH, "{\"userIds\":[\"alice\"]}").statusCode())
          .isEqualTo(404);
      assertThat(post(app, TestApp.PATH, "{}").statusCode()).isEqualTo(200);
      for (Level level : new Level[] {Level.INFO, Level.WARNING, Level.SEVERE}) {
        assertThat(log.at(level)).noneMatch(line -> line.contains("liveblocks-directory"));
      }
    }
  }

  @Test
  void webXmlWhenItNamesTheServletThenMovesAndConfiguresIt() throws Exception {
    War war =
        war()
            .classFile(NamesDirectory.class)
            .webXml(
                false,
                """
                <servlet>
                  <servlet-name>liveblocks-directory</servlet-name>
                  <init-param>
                    <param-name>userDirectory</param-name>
                    <param-value>%s</param-value>
                  </init-param>
                </servlet>
                <servlet-mapping>
                  <servlet-name>liveblocks-directory</servlet-name>
                  <url-pattern>/names</url-pattern>
                </servlet-mapping>
                """
                    .formatted(NamesDirectory.class.getName()));

    try (TestApp app = deploy(war)) {
      assertThat(post(app, "/names", "{\"userIds\":[\"alice\"]}").body()).contains("for bob");
      assertThat(post(app, DirectoryApp.PATH, "{}").statusCode()).isIn(404, 405);
    }
  }
}
