package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** The lookup endpoint in a real Jetty. Who is signed in says a header. */
record DirectoryApp(TestApp server) implements AutoCloseable {

  /** Takes {@code X-Test-User} for the user, and what is after {@code @} for the organization. */
  static final UserResolver HEADER =
      request -> {
        String user = request.http().getHeader("X-Test-User");
        return user == null
            ? null
            : LiveblocksUser.of(user).organizationId(user.substring(user.indexOf('@') + 1));
      };

  static DirectoryApp with(LiveblocksDirectoryServlet servlet, Map<String, String> initParams) {
    return new DirectoryApp(TestApp.with(servlet, initParams));
  }

  static DirectoryApp of(UserDirectory users) {
    return with(new LiveblocksDirectoryServlet(HEADER, users), Map.of());
  }

  /** Posts a lookup of alice@acme. */
  HttpResponse<String> post(String json) {
    return postAs("alice@acme", json);
  }

  HttpResponse<String> postAs(String user, String json) {
    return server.send(request(json, "X-Test-User", user));
  }

  HttpRequest.Builder request(String json, String... headers) {
    return server
        .request(TestApp.PATH, headers)
        .setHeader("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  @Override
  public void close() {
    server.close();
  }
}
