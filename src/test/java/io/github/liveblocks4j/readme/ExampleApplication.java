package io.github.liveblocks4j.readme;

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
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.util.security.Password;

/** The application of the documents, with its sign-in, deployed as a WAR and visited. */
final class ExampleApplication implements AutoCloseable {

  private final TestApp app;

  ExampleApplication(War war, FakeLiveblocks fake) {
    WebAppContext context = war.at("/");
    context.getSecurityHandler().setLoginService(people());
    for (String prefix : new String[] {"liveblocks.", "collaboration."}) {
      context.setInitParameter(prefix + "baseUrl", fake.baseUrl().toString());
      context.setInitParameter(prefix + "secretKey", fake.secretKey());
    }
    app = TestApp.of(context.get());
  }

  /** Alice is a designer; her password is her name. */
  private static HashLoginService people() {
    UserStore users = new UserStore();
    users.addUser("alice", new Password("alice"), new String[] {"user", "designer"});
    HashLoginService service = new HashLoginService("test");
    service.setUserStore(users);
    return service;
  }

  /** Returns a WAR with our jar, its libraries, and the application's sign-in and account. */
  static War war(Path directory) throws IOException {
    return War.in(directory).classFile(SignIn.class).classFile(SessionUserResolver.Account.class);
  }

  /** Returns the same, and a resolver that {@code META-INF/services} names. */
  static War warWithResolver(Path directory) throws IOException {
    return war(directory).service(UserResolver.class, SessionUserResolver.class);
  }

  /** Signs in as alice@acme, and returns the session's cookie. */
  String signIn() {
    return app.send(app.request("/sign-in").POST(BodyPublishers.noBody()))
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .replaceFirst(";.*", "");
  }

  /** Requests a token. */
  HttpResponse<String> ask(String path, String room, String... headers) {
    return app.postTo(path, "{\"room\":\"" + room + "\"}", headers);
  }

  /** Asks as a browser does before a page of another origin may call. */
  HttpResponse<String> preflight(String path) {
    return app.send(
        app.request(path, "Origin", "https://page.test", "Access-Control-Request-Method", "POST")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  @Override
  public void close() {
    app.close();
  }
}
