package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.war.HeaderUserResolver;
import io.github.liveblocks4j.war.NamesDirectory;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole web applications with the jar in WEB-INF/lib. */
class DirectoryWebApplicationTest {

  private static final String NAME = "'liveblocks-directory' of /mywar";

  @TempDir private Path directory;

  private War war() throws IOException {
    return War.in(directory).service(UserResolver.class, HeaderUserResolver.class);
  }

  private static String lookup(War war) throws Exception {
    WebAppContext context = new WebAppContext();
    context.setThrowUnavailableOnStartupException(true);
    context.setContextPath("/mywar");
    context.setBaseResourceAsPath(war.root());
    try (TestApp app = TestApp.of(context.get())) {
      var response =
          app.send(
              app.request("/mywar/api/liveblocks-directory", "X-Test-User", "bob")
                  .setHeader("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"userIds\":[\"alice\",\"x\"]}")));
      return response.statusCode() == 200 ? response.body() : "" + response.statusCode();
    }
  }

  @Test
  void fragmentWhenThereIsADirectoryThenTheEndpointIsThere() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(lookup(war().service(UserDirectory.class, NamesDirectory.class)))
          .isEqualTo("[{\"name\":\"Alice, for bob\"},null]");
      assertThat(log.text())
          .contains(NAME + " is ready at /mywar/api/liveblocks-directory: lookups by")
          .contains("io.github.liveblocks4j.war.NamesDirectory (META-INF/services)");
    }
  }

  @Test
  void fragmentWhenThereIsNoDirectoryThenTheEndpointIsNot() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(lookup(war())).isEqualTo("404");
      for (Level level : new Level[] {Level.INFO, Level.WARNING, Level.SEVERE}) {
        assertThat(log.at(level)).noneMatch(line -> line.contains(NAME));
      }
    }
  }
}
