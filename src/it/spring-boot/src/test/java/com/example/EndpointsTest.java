package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Running.Server;
import com.example.demo.DemoApplication;
import com.example.people.PeopleConfiguration;
import com.example.tokens.TokensApplication;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.RecordedRequest;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.WebhookHandler;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whole applications, over HTTP. */
@ExtendWith(FakeLiveblocksExtension.class)
class EndpointsTest {

  private static final String AUTH = "/api/liveblocks-auth";
  private static final String SECRET = "whsec_dGhlIHNlY3JldCBvZiB0aGUgd2ViaG9va3M=";

  private final FakeLiveblocks fake;

  EndpointsTest(FakeLiveblocks fake) {
    this.fake = fake;
  }

  private static HttpResponse<String> ask(Running application, String... headers) throws Exception {
    return application.post(AUTH, "{\"room\":\"acme:plans\"}", headers);
  }

  private String lastRequest() {
    List<RecordedRequest> requests = fake.requests();
    RecordedRequest last = requests.get(requests.size() - 1);
    return last.path() + " " + last.body();
  }

  private static void assertResponse(HttpResponse<String> response, int status, String text) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains(text);
  }

  @ParameterizedTest
  @EnumSource
  void authWhenFormLoginThenItsUsersGetTokens(Server server) throws Exception {
    try (Running application =
        Running.start(
            server,
            fake,
            List.of(DemoApplication.class),
            "spring.config.import=file:../../../test/resources/readme/spring-properties.properties")) {
      assertResponse(ask(application), 401, "\"unauthenticated\"");

      application.signIn();
      fake.next(Failure.delay(Duration.ofMillis(500))); // So that it responds asynchronously.
      assertResponse(ask(application), 200, "{\"token\":");
      assertThat(lastRequest())
          .isEqualTo("/v2/identify-user {\"userId\":\"alice\",\"groupIds\":[\"DESIGNER\"]}");
      // What guards it in place of CSRF's token.
      assertResponse(
          ask(application, "Origin", "https://evil.example"), 403, "\"origin_not_allowed\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void authWhenBearerTokensThenItsUsersGetTokens(Server server) throws Exception {
    try (Running application =
        Running.start(
            server,
            fake,
            List.of(TokensApplication.class),
            "liveblocks.role-groups[0]=SCOPE_design",
            "liveblocks.role-groups[1]=SCOPE_law")) {
      assertResponse(ask(application), 401, "\"unauthenticated\"");

      String jwt = TokensApplication.jwt("alice", "design mail");
      fake.next(Failure.delay(Duration.ofMillis(500)));
      assertResponse(ask(application, "Authorization", "Bearer " + jwt), 200, "{\"token\":");
      assertThat(lastRequest())
          .isEqualTo("/v2/identify-user {\"userId\":\"alice\",\"groupIds\":[\"SCOPE_design\"]}");
      assertThat(ask(application, "Authorization", "Bearer x" + jwt).statusCode()).isEqualTo(401);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Events {
    @Bean
    Queue<String> events() {
      return new ConcurrentLinkedQueue<>();
    }

    @Bean
    WebhookHandler handler(Queue<String> events) {
      return delivery -> events.add(delivery.event().type());
    }

    @Bean
    UserDirectory directory() {
      return (caller, ids) -> Map.of("bob", DirectoryEntry.of("Bob of " + caller.userId()));
    }
  }

  @Test
  void endpointsWhenThereAreBeansThenUseThem() throws Exception {
    try (Running application =
        Running.start(
            Server.TOMCAT,
            fake,
            List.of(TokensApplication.class, PeopleConfiguration.class, Events.class),
            "liveblocks.webhookSecret=" + SECRET)) {
      String[] alice = {"Authorization", "Bearer " + TokensApplication.jwt("alice", "x")};

      assertResponse(ask(application, alice), 200, "{\"token\":");
      assertThat(lastRequest())
          .startsWith("/v2/authorize-user ")
          .contains("\"acme:*\":[\"*:write\"]", "\"userInfo\":{\"name\":\"Alice\"}");
      assertResponse(
          application.post("/api/liveblocks-directory", "{\"userIds\":[\"bob\"]}", alice),
          200,
          "[{\"name\":\"Bob of alice\"}]");
      assertThat(
              WebhookSigner.of(SECRET)
                  .event("roomCreated", Map.of("roomId", "acme:plans"))
                  .postTo(application.uri("/api/liveblocks-webhook")))
          .isEqualTo(200);
      Queue<?> events = application.context().getBean("events", Queue.class);
      assertThat(events).hasToString("[roomCreated]");
      assertThat(application.context().getBean(Liveblocks.class).rooms().find("acme:plans"))
          .isEmpty();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnServlet {
    // snippet: spring-servlet
    @Bean
    ServletRegistrationBean<LiveblocksAuthServlet> auth() {
      var auth = new ServletRegistrationBean<>(new LiveblocksAuthServlet(), "/collaboration/auth");
      auth.setLoadOnStartup(1);
      return auth;
    }
    // end
  }

  @ParameterizedTest
  @EnumSource
  void authWhenApplicationMountsItThenThatOneIsServed(Server server) throws Exception {
    try (Running application =
        Running.start(
            server,
            fake,
            List.of(TokensApplication.class, PeopleConfiguration.class, OwnServlet.class))) {
      String[] alice = {"Authorization", "Bearer " + TokensApplication.jwt("alice", "x")};
      assertThat(ask(application, alice).statusCode()).isEqualTo(404);
      assertResponse(
          application.post("/collaboration/auth", "{\"room\":\"acme:plans\"}", alice),
          200,
          "{\"token\":");
      assertThat(lastRequest()).startsWith("/v2/authorize-user ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void startWhenNoKeyIsSetThenFailsAndSaysWhatToSet(Server server, @TempDir Path logs)
      throws Exception {
    Path log = logs.resolve("log");

    assertThatThrownBy(
            () -> Running.start(server, List.of(DemoApplication.class), "logging.file.name=" + log))
        .hasStackTraceContaining("no secret key is set");

    assertThat(Files.readString(log))
        .contains("APPLICATION FAILED TO START")
        .contains("Liveblocks is misconfigured: no secret key is set: neither the property")
        .contains(
            "liveblocks.secret-key=sk_…", "LIVEBLOCKS_SECRET_KEY", "liveblocks.enabled=false");
  }

  @Test
  void startWhenKeyIsMalformedThenFailsWithoutQuotingIt(@TempDir Path logs) throws Exception {
    Path log = logs.resolve("log");

    assertThatThrownBy(
            () ->
                Running.start(
                    Server.TOMCAT,
                    List.of(DemoApplication.class),
                    "liveblocks.secret-key=topsecret",
                    "logging.file.name=" + log))
        .hasStackTraceContaining("Spring property liveblocks.secret-key: ");

    assertThat(Files.readString(log))
        .contains("Liveblocks is misconfigured: Spring property liveblocks.secret-key: ")
        .doesNotContain("topsecret");
  }

  @Test
  void startWhenSwitchedOffThenNeedsNoKey() throws Exception {
    try (Running application =
        Running.start(
            Server.TOMCAT, List.of(TokensApplication.class), "liveblocks.enabled=false")) {
      assertThat(
              ask(application, "Authorization", "Bearer " + TokensApplication.jwt("alice", "x"))
                  .statusCode())
          .isEqualTo(404);
      assertThat(application.context().getBeanProvider(Liveblocks.class).getIfAvailable()).isNull();
    }
  }
}
