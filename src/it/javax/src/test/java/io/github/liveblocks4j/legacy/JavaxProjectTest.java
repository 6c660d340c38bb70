package io.github.liveblocks4j.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dependencies that the README in the jar states for the javax jar are all that it needs. */
class JavaxProjectTest {

  @Test
  void classPathHasTheJavaxJsonLibrariesOnly() throws Exception {
    assertThat(Class.forName("javax.json.bind.Jsonb")).isNotNull();
    assertThatThrownBy(() -> Class.forName("jakarta.json.bind.Jsonb"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void endpointMintsTokens(@TempDir Path directory) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        Liveblocks liveblocks =
            Liveblocks.builder()
                .secretKey(fake.secretKey())
                .baseUrl(fake.baseUrl().toString())
                .build()) {
      Context context = tomcat.addContext("", directory.toString());
      Tomcat.addServlet(context, "auth", new LiveblocksAuthServlet(liveblocks, new HeaderUser()))
          .setAsyncSupported(true);
      context.addServletMappingDecoded("/api/liveblocks-auth", "auth");
      tomcat.start();

      HttpResponse<String> response = post(tomcat.getConnector().getLocalPort());

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body()).startsWith("{\"token\":");
      assertThat(fake.requests().get(0).body())
          .isEqualTo("{\"userId\":\"zoe\",\"userInfo\":{\"name\":\"Zoë\"}}");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static HttpResponse<String> post(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/liveblocks-auth"))
                .header("Content-Type", "application/json")
                .header("X-User", "zoe")
                .POST(HttpRequest.BodyPublishers.ofString("{\"room\":\"plans\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
