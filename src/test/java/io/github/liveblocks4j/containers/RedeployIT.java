package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hot redeploys on a running Tomcat, by its manager, which also looks for leaks. */
class RedeployIT {

  private static final int REDEPLOYS = 20;

  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @EnumSource(names = {"FRAGMENT", "STANDALONE"})
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void redeployThenLeavesNoThreadAndNoClassLoaderAndNobodyWaiting(WarKind kind) throws Exception {
    Path base = Workspace.fresh("redeploy");
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        TomcatContainer tomcat =
            new TomcatContainer(Server.TOMCAT_10.home(), base.resolve("base"), false)) {
      tomcat.prepare();
      tomcat.withManager();
      tomcat.environment("LIVEBLOCKS_SECRET_KEY", fake.secretKey());
      tomcat.environment("LIVEBLOCKS_BASE_URL", fake.baseUrl().toString());
      Path war = base.resolve("app.war");
      kind.write(war, Age.JAKARTA, fake);
      tomcat.deploy(war, "app");
      tomcat.start(Jdk.current());

      for (int i = 0; i < REDEPLOYS; i++) {
        assertThat(ask(tomcat, kind).get().statusCode()).isEqualTo(200);
        if (i % 5 == 0) {
          redeployWhileSomebodyWaits(tomcat, kind, fake, war);
        } else if (i % 5 == 1) {
          redeploy(tomcat, war);
          redeploy(tomcat, war); // Before the endpoint has been put together.
        } else {
          redeploy(tomcat, war);
        }
      }
      assertThat(ask(tomcat, kind).get().statusCode()).isEqualTo(200);
      assertThat(tomcat.manage("undeploy?path=/app")).startsWith("OK");

      assertThat(tomcat.manage("findleaks?statusLine=true"))
          .startsWith("OK - No memory leaks found");
      assertThat(tomcat.manage("threaddump")).doesNotContain("liveblocks-");
      assertThat(new ServerLog(tomcat.log()).complaints())
          .filteredOn(complaint -> !complaint.contains("this Liveblocks client was closed"))
          .isEmpty();
    }
    Workspace.delete(base);
  }

  private void redeployWhileSomebodyWaits(
      TomcatContainer tomcat, WarKind kind, FakeLiveblocks fake, Path war) throws Exception {
    while (fake.takeRequest(Duration.ZERO).isPresent()) {
      // Those that have been answered.
    }
    fake.next(Failure.hang());
    CompletableFuture<HttpResponse<String>> waiting = ask(tomcat, kind);
    assertThat(fake.takeRequest(Duration.ofSeconds(10))).isPresent();

    redeploy(tomcat, war);

    HttpResponse<String> answer = waiting.get(10, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("upstream_unavailable");
  }

  private void redeploy(TomcatContainer tomcat, Path war) throws Exception {
    String location = URLEncoder.encode(war.toUri().toString(), StandardCharsets.UTF_8);
    assertThat(tomcat.manage("deploy?path=/app&update=true&war=" + location)).startsWith("OK");
  }

  private CompletableFuture<HttpResponse<String>> ask(TomcatContainer tomcat, WarKind kind) {
    return http.sendAsync(
        HttpRequest.newBuilder(tomcat.uri("app", kind.idTokens()))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("X-Test-User", "alice")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
