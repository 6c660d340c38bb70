package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.LiveblocksAuthFilter;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.RawRequest;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come late, in pieces, or never. */
@Timeout(60)
class SlowBodyTest {

  private static final ThreadLocal<@Nullable String> BOUND = new ThreadLocal<>();

  /** Both ways to mount the endpoint. */
  private enum Mounting {
    SERVLET,
    FILTER
  }

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void stop() {
    log.close();
  }

  private TestApp app(
      Mounting mounting,
      String bodyTimeout,
      UserResolver resolver,
      Consumer<ServletContextHandler> more) {
    Map<String, String> params =
        new HashMap<>(
            Map.of(
                "secretKey", fake.secretKey(),
                "baseUrl", fake.baseUrl().toString(),
                "bodyTimeout", bodyTimeout));
    if (mounting == Mounting.SERVLET) {
      return TestApp.with(new LiveblocksAuthServlet(resolver), params, more);
    }
    ServletContextHandler context = new ServletContextHandler();
    more.accept(context);
    context.setAttribute(UserResolver.class.getName(), resolver);
    FilterHolder filter = new FilterHolder(new LiveblocksAuthFilter());
    filter.setInitParameters(params);
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    return TestApp.of(context.get());
  }

  private TestApp app(Mounting mounting, String bodyTimeout) {
    return app(mounting, bodyTimeout, request -> LiveblocksUser.of("alice"), context -> {});
  }

  private static RawRequest post(TestApp app, String... lines) throws IOException {
    RawRequest request = RawRequest.to(app.port());
    List<String> head =
        new ArrayList<>(
            List.of(
                "POST " + TestApp.PATH + " HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json"));
    head.addAll(Arrays.asList(lines));
    return request.head(head);
  }

  @ParameterizedTest
  @EnumSource(Mounting.class)
  void handleWhenTheBodyComesLateThenResponds(Mounting mounting) throws IOException {
    try (TestApp app = app(mounting, "20s");
        RawRequest request = post(app, "Content-Length: 15")) {
      for (String piece : List.of("{\"ro", "om\":", "\"acme\"}")) {
        request.awaitNoResponse().send(piece);
      }

      assertThat(request.response()).startsWith("HTTP/1.1 200").contains("{\"token\":\"");
      assertThat(fake.requests()).hasSize(1);
    }
  }

  @Test
  void handleWhenTheEndpointHasClosedThenAsksToRetryAtOnce() throws IOException {
    LiveblocksAuthServlet servlet = new LiveblocksAuthServlet(request -> LiveblocksUser.of("a"));
    Map<String, String> params =
        Map.of("secretKey", fake.secretKey(), "baseUrl", fake.baseUrl().toString());
    try (TestApp app = TestApp.with(servlet, params, context -> {})) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      servlet.destroy();

      try (RawRequest late = post(app, "Content-Length: 15")) {
        assertThat(late.response()).startsWith("HTTP/1.1 503").contains("\"code\":\"busy\"");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Mounting.class)
  void handleWhenTheBodyComesInChunksThenResponds(Mounting mounting) throws IOException {
    try (TestApp app = app(mounting, "20s");
        RawRequest request = post(app, "Transfer-Encoding: chunked")) {
      for (String piece : List.of("4\r\n", "{\"ro\r\n", "b\r\nom\":\"acme\"}\r\n", "0\r\n\r\n")) {
        request.awaitNoResponse().send(piece);
      }

      assertThat(request.response()).startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @EnumSource(Mounting.class)
  void handleWhenTheBodyNeverComesThenTimesOut(Mounting mounting) throws IOException {
    try (TestApp app = app(mounting, "300ms");
        RawRequest request = post(app, "Content-Length: 15")) {
      request.send("{\"ro");

      assertThat(request.response())
          .startsWith("HTTP/1.1 408")
          .contains("\"error\":\"unavailable\"")
          .contains("\"code\":\"request_timeout\"");
      assertThat(fake.requests()).isEmpty();
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(Mounting.class)
  void handleWhenChunksExceedTheLimitThenRejects(Mounting mounting) throws IOException {
    try (TestApp app = app(mounting, "20s");
        RawRequest request = post(app, "Transfer-Encoding: chunked")) {
      request.awaitNoResponse().send("5000\r\n" + "x".repeat(0x5000) + "\r\n");

      assertThat(request.response()).startsWith("HTTP/1.1 400").contains("request_too_large");
    }
  }

  @ParameterizedTest
  @EnumSource(Mounting.class)
  void handleWhenTheClientLeavesThenNothingIsLeftBehind(Mounting mounting) throws IOException {
    try (TestApp app = app(mounting, "20s")) {
      for (int i = 0; i < 20; i++) {
        try (RawRequest request = post(app, "Content-Length: 15")) {
          request.send("{\"room\"");
        }
      }
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(fake.requests()).hasSize(1);
      assertThat(log.at(Level.WARNING)).isEmpty();
      assertThat(log.at(Level.SEVERE)).isEmpty();
    }
  }

  /** Jetty's default pool has 200 threads, as Tomcat's; without async each visitor holds one. */
  @ParameterizedTest
  @EnumSource(Mounting.class)
  void handleWhenHundredsOfVisitorsAreSlowThenOthersAreServedAtOnce(Mounting mounting)
      throws IOException {
    List<RawRequest> slow = new ArrayList<>();
    try (TestApp app = app(mounting, "30s")) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      for (int i = 0; i < 300; i++) {
        slow.add(post(app, "Content-Length: 15"));
        slow.get(i).send("{");
      }
      for (int i = 0; i < 10; i++) {
        for (RawRequest each : slow) {
          each.send(" ");
        }
        HttpResponse<String> good =
            app.send(
                app.request(TestApp.PATH, "Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(1))
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(good.statusCode()).isEqualTo(200);
      }
    } finally {
      for (RawRequest each : slow) {
        each.close();
      }
    }
  }

  @Test
  void handleWhenTheBodyComesLateThenFiltersMappedForAsyncBindTheUserAgain() throws IOException {
    UserResolver bound =
        request -> {
          String user = BOUND.get();
          return user == null ? null : LiveblocksUser.of(user);
        };
    EnumSet<DispatcherType> types = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);
    try (TestApp app =
            app(Mounting.SERVLET, "20s", bound, context -> add(context, binding(), types));
        RawRequest request = post(app, "Content-Length: 2")) {
      request.awaitNoResponse().send("{}");

      assertThat(request.response()).startsWith("HTTP/1.1 200");
      assertThat(fake.requests())
          .singleElement()
          .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"userId\":\"alice\"}"));
    }
  }

  /** 401 would stop the client of somebody who is signed in, for good. */
  @Test
  void handleWhenAFilterForgetsTheUserBetweenDispatchesThenAsksToRetryOnceAndSaysWhatToDo()
      throws IOException {
    try (TestApp app =
        app(
            Mounting.SERVLET,
            "20s",
            request -> {
              Principal user = request.http().getUserPrincipal();
              return user == null ? null : LiveblocksUser.of(user.getName());
            },
            context -> add(context, binding(), EnumSet.of(DispatcherType.REQUEST)))) {
      // The endpoint is there from now on: a body that comes later than its head comes late.
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      try (RawRequest request = post(app, "Content-Length: 2")) {
        request.awaitNoResponse().send("{}");
        assertThat(request.response()).startsWith("HTTP/1.1 500").contains("unavailable");
      }
      assertThat(log.text()).contains("<dispatcher>ASYNC</dispatcher>");
      try (RawRequest next = post(app, "Content-Length: 2")) {
        assertThat(next.awaitNoResponse().send("{}").response()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void handleWhenAFilterReplaysTheBodyFromMemoryThenResponds() {
    try (TestApp app =
        app(
            Mounting.SERVLET,
            "20s",
            request -> LiveblocksUser.of("alice"),
            context -> add(context, replaying(), EnumSet.of(DispatcherType.REQUEST)))) {
      assertThat(app.post("{\"room\":\"a\"}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void handleWhenAFilterHasReadTheBodyThenTheLogSaysSo() {
    Filter greedy =
        (request, response, chain) -> {
          assertThat(request.getReader().readLine()).isNotNull();
          chain.doFilter(request, response);
        };
    try (TestApp app =
        app(
            Mounting.SERVLET,
            "20s",
            request -> LiveblocksUser.of("alice"),
            context -> add(context, greedy, EnumSet.of(DispatcherType.REQUEST)))) {
      assertThat(app.post("{}").statusCode()).isEqualTo(500);
      assertThat(log.text()).contains("has read the request's body");
    }
  }

  /** Where a filter makes reading fail as WildFly's own stream does when the client has left. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void handleWhenTheBodyBreaksOffThenRejects(boolean atFirst) {
    Filter breaking =
        (request, response, chain) ->
            chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                  @Override
                  public ServletInputStream getInputStream() {
                    return new BrokenStream(atFirst);
                  }
                },
                response);
    try (TestApp app =
        app(
            Mounting.SERVLET,
            "20s",
            request -> LiveblocksUser.of("alice"),
            context -> add(context, breaking, EnumSet.of(DispatcherType.REQUEST)))) {
      HttpResponse<String> response = app.post("{}");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("The body broke off.", "invalid_request");
      assertThat(log.at(Level.WARNING)).isEmpty();
      assertThat(log.at(Level.SEVERE)).isEmpty();
    }
  }

  /** Does as little beyond reading as those of many filters. */
  private abstract static class StreamOfAFilter extends ServletInputStream {

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {}
  }

  /** Breaks at the first look, or where a thread waits for the body. */
  private static final class BrokenStream extends StreamOfAFilter {

    private final boolean atFirst;

    BrokenStream(boolean atFirst) {
      this.atFirst = atFirst;
    }

    @Override
    public int available() throws IOException {
      if (atFirst) {
        throw new IOException("broken");
      }
      return 0;
    }

    @Override
    public int read() throws IOException {
      throw new IOException("broken");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  private static void add(
      ServletContextHandler context, Filter filter, EnumSet<DispatcherType> types) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", types);
  }

  /** Binds a user to the thread, and takes the principal from there, as Spring Security does. */
  private static Filter binding() {
    return (request, response, chain) -> {
      BOUND.set("alice");
      try {
        chain.doFilter(
            new HttpServletRequestWrapper((HttpServletRequest) request) {
              @Override
              public @Nullable Principal getUserPrincipal() {
                String user = BOUND.get();
                return user == null ? null : () -> user;
              }
            },
            response);
      } finally {
        BOUND.remove();
      }
    };
  }

  /** As many an application has it: what the stream must do beyond reading is left out. */
  private static Filter replaying() {
    return (request, response, chain) -> {
      InputStream body = new ByteArrayInputStream(request.getInputStream().readAllBytes());
      chain.doFilter(
          new HttpServletRequestWrapper((HttpServletRequest) request) {
            @Override
            public ServletInputStream getInputStream() {
              return new StreamOfAFilter() {
                @Override
                public int read() throws IOException {
                  return body.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                  return body.read(bytes, offset, length);
                }
              };
            }

            @Override
            public BufferedReader getReader() {
              return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            }
          },
          response);
    };
  }
}
