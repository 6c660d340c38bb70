package io.github.liveblocks4j.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.SessionUserResolver;
import com.example.SignIn;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.webapp.WebAppContext;

/** The application of the documents, with its sign-in, deployed as a WAR and visited. */
final class ExampleApplication implements AutoCloseable {

  private final TestApp app;

  private ExampleApplication(TestApp app) {
    this.app = app;
  }

  /** Returns a WAR with our jar, its libraries, and the application's sign-in and account. */
  static War war(Path directory) throws IOException {
    return War.in(directory).classFile(SignIn.class).classFile(SessionUserResolver.Account.class);
  }

  /** Returns the same, and a resolver that {@code META-INF/services} names. */
  static War warWithResolver(Path directory) throws IOException {
    return war(directory).service(UserResolver.class, SessionUserResolver.class);
  }

  static ExampleApplication deploy(War war, FakeLiveblocks fake) {
    return deploy(war, fake, context -> {});
  }

  static ExampleApplication deploy(War war, FakeLiveblocks fake, Consumer<WebAppContext> more) {
    WebAppContext context = new WebAppContext();
    context.setThrowUnavailableOnStartupException(true);
    context.setContextPath("/");
    context.setBaseResourceAsPath(war.root());
    context.setInitParameter("liveblocks.secretKey", fake.secretKey());
    context.setInitParameter("liveblocks.baseUrl", fake.baseUrl().toString());
    more.accept(context);
    return new ExampleApplication(TestApp.of(context.get()));
  }

  /** Signs in as alice@acme, and returns the session's cookie. */
  String signIn() {
    return app.send(app.request("/sign-in").POST(BodyPublishers.noBody()))
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .replaceFirst(";.*", "");
  }

  static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /** Asks for a token at the default path. */
  HttpResponse<String> ask(String room, String... headers) {
    return askAt(TestApp.PATH, room, headers);
  }

  HttpResponse<String> askAt(String path, String room, String... headers) {
    return app.send(
        app.request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"room\":\"" + room + "\"}")));
  }

  int port() {
    return app.port();
  }

  @Override
  public void close() {
    app.close();
  }
}
