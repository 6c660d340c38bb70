package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an endpoint has to do with bodies that have not come with their requests. */
final class LateBodyChecks {

  private static final int SLOW_VISITORS = 300;
  private static final int CHUNKED_ROUNDS = 20;
  private static final int CHUNKED_VISITORS = 30;

  private final Server server;
  private final ServletContainer container;
  private final WarKind war;
  private final EndpointClient client;

  LateBodyChecks(Server server, ServletContainer container, WarKind war) {
    this.server = server;
    this.container = container;
    this.war = war;
    this.client = new EndpointClient(container, war);
  }

  /**
   * Beans use the request's scope also when the body came late. Where the server does not activate
   * it, the first such request of each endpoint fails, and later ones are read as before Servlet
   * 3.1.
   */
  void requestScope() throws Exception {
    for (String path : List.of(war.idTokens(), war.accessTokens(), war.directory())) {
      if (server.has(Server.Trait.LOSES_REQUEST_SCOPE)) {
        assertThat(late(path)).startsWith("HTTP/1.1 500").contains("\"code\":\"resolver_failed\"");
      }
      assertThat(late(path)).startsWith("HTTP/1.1 200");
    }
  }

  private String late(String path) throws IOException {
    String body =
        path.equals(war.directory()) ? "{\"userIds\":[\"alice\"]}" : "{\"room\":\"team:1\"}";
    try (SlowVisitor visitor = SlowVisitor.posting(container, war.context(), path, body.length())) {
      visitor.pause();
      visitor.send(body);
      return visitor.response();
    }
  }

  /**
   * More visitors than the server has threads send their bodies byte by byte, and keep nobody
   * waiting. They time out; one who is late, but in time, gets a token.
   */
  void slowBodies(String path) throws Exception {
    List<SlowVisitor> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_VISITORS; i++) {
        slow.add(SlowVisitor.posting(container, war.context(), path, 10));
        slow.get(i).send("{");
      }
      for (int i = 0; i < 5; i++) {
        for (SlowVisitor visitor : slow.subList(1, SLOW_VISITORS)) {
          visitor.trickle();
        }
        Responses.assertToken(
            client.send(
                client
                    .post(path, "{}")
                    .header("X-Test-User", "alice")
                    .timeout(Duration.ofSeconds(1))),
            "id");
      }
      assertThat(slow.get(0).response())
          .startsWith("HTTP/1.1 408")
          .contains("\"code\":\"request_timeout\"");
      try (SlowVisitor late = SlowVisitor.posting(container, war.context(), path, 2)) {
        late.pause();
        late.send("{}");
        assertThat(late.response()).startsWith("HTTP/1.1 200").contains("{\"token\":\"");
      }
    } finally {
      for (SlowVisitor visitor : slow) {
        visitor.close();
      }
    }
  }

  /**
   * Bodies in chunks right behind their heads, which come while the first thread is still there.
   */
  void chunkedBodies(String path) throws Exception {
    HttpRequest.BodyPublisher chunked =
        HttpRequest.BodyPublishers.ofInputStream(
            () -> new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
    for (int round = 0; round < CHUNKED_ROUNDS; round++) {
      for (HttpResponse<String> response :
          client.sendAll(
              CHUNKED_VISITORS,
              i -> client.post(path, "{}").header("X-Test-User", "chunked" + i).POST(chunked))) {
        Responses.assertToken(response, "id");
      }
    }
  }
}
