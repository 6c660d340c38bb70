package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The recipe of the chapter on legacy WARs, followed to the letter: one file copied, web.xml
 * edited, one environment variable set. Tomcat 9, an application with the server's own FORM login.
 */
class LegacyWarIT {

  private static final String CONTEXT = "legacy";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @Test
  void recipeWhenAppliedToAnOldApplicationThenItsUsersGetTokens() throws Exception {
    Path work = Workspace.fresh("legacy-war");
    Path application = Path.of("src/test/resources/legacy");
    String webXml = Files.readString(application.resolve("WEB-INF/web.xml"));
    TestWar war =
        new TestWar()
            .tree("", application)
            // 1. One file.
            .libraries(List.of(Age.JAVAX.standalone()))
            // 2. web.xml.
            .webXml(
                webXml.replace(
                    "</web-app>",
                    Document.of("src/test/resources/readme/legacy.xml").text() + "</web-app>"));
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer tomcat = Server.TOMCAT_9.container(work.resolve("base"))) {
      tomcat.deploy(war, CONTEXT);
      // 3. The key. (And where FakeLiveblocks is.)
      tomcat.liveblocks(fake);
      tomcat.start(Jdk.current());

      assertThat(askForToken(tomcat).statusCode()).isEqualTo(401);
      signIn(tomcat, "alice");
      HttpResponse<String> response = askForToken(tomcat);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body()).startsWith("{\"token\":\"");
      assertThat(fake.requests())
          .extracting(RecordedRequest::body)
          .containsExactly("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");
      tomcat.stop();
      assertThat(new ServerLog(tomcat.log()).complaints()).isEmpty();
    }
    Workspace.delete(work);
  }

  private void signIn(ServletContainer tomcat, String user)
      throws IOException, InterruptedException {
    assertThat(text(tomcat.request(CONTEXT, "/app/index.html").build())).contains("Sign in");
    String form = "j_username=%s&j_password=%s".formatted(user, user);
    HttpRequest login =
        tomcat
            .request(CONTEXT, "/app/j_security_check")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    assertThat(text(login)).contains("The application");
  }

  private String text(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> askForToken(ServletContainer tomcat)
      throws IOException, InterruptedException {
    return http.send(
        tomcat.post(CONTEXT, "/api/liveblocks-auth", "{\"room\":\"a\"}").build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
