package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.HostileRequest;
import io.github.liveblocks4j.support.hostile.RawResponses;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests as no client writes them. Those of the table name a room as token requests do, which is
 * no lookup: none may reach the directory, whatever the container makes of them. They have a server
 * of their own: many of them close half of their connection, and Jetty can then hand the servlet
 * bytes of another connection's request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileLookupTest {

  /** What a container says to a protocol or transfer encoding that it does not know. */
  private static final Set<Integer> NOT_SUPPORTED = Set.of(501, 505);

  private final AtomicInteger asked = new AtomicInteger();
  private DirectoryApp app;
  private CapturedLog log;

  @BeforeAll
  void start() {
    log = new CapturedLog();
    app = app();
  }

  private DirectoryApp app() {
    return DirectoryApp.with(
        new LiveblocksDirectoryServlet(
            DirectoryApp.HEADER,
            (caller, ids) -> {
              asked.incrementAndGet();
              return Map.of("known", DirectoryEntry.of("Known"));
            }),
        Map.of("maxBodyBytes", "16384")); // What the table is made for.
  }

  @AfterAll
  void stop() {
    log.close();
    app.close();
  }

  @AfterEach
  void nothingIsLogged() {
    assertThat(log.at(Level.WARNING)).isEmpty();
    assertThat(log.at(Level.SEVERE)).isEmpty();
    assertThat(log.text()).doesNotContainIgnoringCase(HostileRequest.MARK);
  }

  @ParameterizedTest
  @MethodSource("io.github.liveblocks4j.support.hostile.HostileRequest#all")
  void requestWhenHostileThenRejectedAndNotLookedUp(HostileRequest request) throws IOException {
    int before = asked.get();

    RawResponses responses = RawResponses.to(request, app.server().port(), TestApp.PATH);

    assertThat(responses.fromEndpoint()).as(responses.text()).isLessThanOrEqualTo(1);
    assertThat(responses.statuses())
        .as(responses.text())
        .allMatch(status -> status < 500 || NOT_SUPPORTED.contains(status));
    assertThat(responses.text()).doesNotContain("io.github.liveblocks4j");
    if (responses.fromEndpoint() > 0) {
      assertThat(responses.text()).doesNotContainIgnoringCase(HostileRequest.MARK);
      assertThat(responses.showsInside()).as(responses.text()).isFalse();
    }
    switch (request.expected()) {
      case "container" -> assertThat(responses.codes()).as(responses.text()).isEmpty();
      case "denied", "any" -> {}
      case "token" -> {
        if (request.text().contains("\"groupIds\"")) { // One of them is a lookup.
          assertThat(responses.text()).endsWith("[null]");
        } else {
          assertThat(responses.codes()).as(responses.text()).containsExactly("invalid_request");
        }
      }
      default ->
          assertThat(responses.codes()).as(responses.text()).containsExactly(request.expected());
    }
    assertThat(asked).hasValue(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"userIds\":[\"mallory\"],\"x\":%s}",
        "{\"userIds\":[\"known\",\"mallory\\n"
            + "\\r"
            + "forged\",\"\\u202emallory\",\"' OR 1=1 --\",\"../../etc\"]}",
        "{\"userIds\":[\"__proto__\",\"constructor\",\"mallory\"]}",
        "{\"userIds\":[\"mallory\"],\"userIds\":[\"known\"]}",
        "{\"roomId\":\"mallory\",\"text\":\"%%_\\\\*.*(a+)+$ mallory\"}"
      })
  void lookupWhenHostileButWellFormedThenIsAResultOrRejected(String body) {
    String deep = "[".repeat(60) + "]".repeat(60);
    try (DirectoryApp other = app()) {
      for (String json : List.of(body.formatted(deep), body.formatted(deep.repeat(100)))) {
        assertThat(other.post(json).statusCode()).isIn(200, 400);
      }
      assertThat(other.post("{\"userIds\":[\"known\"]}").body())
          .isEqualTo("[{\"name\":\"Known\"}]");
    }
  }
}
