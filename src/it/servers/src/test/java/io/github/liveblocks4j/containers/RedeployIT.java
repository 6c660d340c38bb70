package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Redeploys on a running Tomcat, by its manager, which also looks for leaks. */
class RedeployIT {

  private static final int REDEPLOYS = 8;

  @ParameterizedTest
  @EnumSource(names = {"FRAGMENT", "STANDALONE"})
  void redeployWhenRepeatedThenLeavesNoThreadAndNoClassLoader(WarKind kind) throws Exception {
    Path base = Workspace.fresh("redeploy");
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        TomcatContainer tomcat = TomcatContainer.managed(Server.TOMCAT_10, base.resolve("base"))) {
      tomcat.liveblocks(fake);
      Path war = base.resolve("app.war");
      TestWar content = kind.content(Age.JAKARTA, fake);
      content.writeTo(war);
      tomcat.deploy(content, "app");
      tomcat.start(Jdk.current());

      for (int i = 0; i < REDEPLOYS; i++) {
        assertThat(send(tomcat, kind).get().statusCode()).isEqualTo(200);
        if (i % 4 == 0) {
          redeployDuringACall(tomcat, kind, fake, war);
        } else {
          redeploy(tomcat, war);
        }
      }
      assertThat(send(tomcat, kind).get().statusCode()).isEqualTo(200);
      assertThat(tomcat.manage("undeploy?path=/app")).startsWith("OK");

      assertThat(tomcat.leaks()).startsWith(TomcatContainer.NO_LEAKS);
      assertThat(tomcat.manage("threaddump")).doesNotContain("liveblocks-");
      assertThat(new ServerLog(tomcat.log()).complaints())
          .filteredOn(complaint -> !complaint.contains("this Liveblocks client is closed"))
          .isEmpty();
    }
    Workspace.delete(base);
  }

  private void redeployDuringACall(
      TomcatContainer tomcat, WarKind kind, FakeLiveblocks fake, Path war) throws Exception {
    while (fake.takeRequest(Duration.ZERO).isPresent()) {
      // Those that have got their responses.
    }
    fake.next(Failure.hang());
    CompletableFuture<HttpResponse<String>> waiting = send(tomcat, kind);
    assertThat(fake.takeRequest(Duration.ofSeconds(30))).isPresent();

    redeploy(tomcat, war);

    HttpResponse<String> response = waiting.get(30, TimeUnit.SECONDS);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
  }

  private void redeploy(TomcatContainer tomcat, Path war) throws Exception {
    String location = URLEncoder.encode(war.toUri().toString(), StandardCharsets.UTF_8);
    assertThat(tomcat.manage("deploy?path=/app&update=true&war=" + location)).startsWith("OK");
  }

  private CompletableFuture<HttpResponse<String>> send(TomcatContainer tomcat, WarKind kind) {
    return tomcat.sendAsync(
        tomcat.post("app", kind.idTokens(), "{}").header("X-Test-User", "alice"));
  }
}
