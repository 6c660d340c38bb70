package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that runs, and a browser that keeps its cookies. */
record Running(ConfigurableApplicationContext context, HttpClient browser)
    implements AutoCloseable {

  /** The embedded servers, whose factories have moved between Spring Boot 3 and 4. */
  enum Server {
    TOMCAT("embedded.tomcat.Tomcat", "tomcat.servlet.Tomcat"),
    JETTY("embedded.jetty.Jetty", "jetty.servlet.Jetty");

    private final List<String> factories;

    Server(String boot3, String boot4) {
      factories =
          List.of(
              "org.springframework.boot.web." + boot3 + "ServletWebServerFactory",
              "org.springframework.boot." + boot4 + "ServletWebServerFactory");
    }

    private Class<?> factory() {
      for (String name : factories) {
        try {
          return Class.forName(name);
        } catch (ClassNotFoundException e) {
          // The other one is.
        }
      }
      throw new IllegalStateException("no " + factories);
    }
  }

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

  /** Starts an application on a server, with a secret key and address for the fake. */
  static Running start(
      Server server, FakeLiveblocks fake, List<Class<?>> sources, String... properties) {
    return start(
        server,
        sources,
        Stream.concat(
                Stream.of(
                    "liveblocks.secret-key=" + fake.secretKey(),
                    "liveblocks.base-url=" + fake.baseUrl()),
                Stream.of(properties))
            .toArray(String[]::new));
  }

  static Running start(Server server, List<Class<?>> sources, String... properties) {
    List<Class<?>> all = new ArrayList<>(sources);
    all.add(server.factory());
    String[] arguments =
        Stream.concat(
                Stream.of(
                    "spring.main.banner-mode=off",
                    "server.port=0",
                    "server.address=127.0.0.1",
                    "liveblocks.deadline=60s"), // However busy the machine is.
                Stream.of(properties))
            .map("--"::concat)
            .toArray(String[]::new);
    return new Running(
        SpringApplication.run(all.toArray(Class<?>[]::new), arguments),
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
  }

  URI uri(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  /** Signs in as a user does, by the form. */
  void signIn() throws Exception {
    String form =
        browser.send(HttpRequest.newBuilder(uri("/login")).build(), BodyHandlers.ofString()).body();
    String csrf = CSRF.matcher(form).results().map(MatchResult::group).findFirst().orElseThrow();
    post(
        "/login",
        "username=alice&password=secret&_csrf="
            + URLEncoder.encode(CSRF.matcher(csrf).replaceAll("$1"), UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  @Override
  public void close() {
    context.close();
  }
}
