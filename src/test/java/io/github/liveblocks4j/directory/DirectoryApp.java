package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;

/** The lookup endpoint in a real Jetty. Who is signed in says a header. */
record DirectoryApp(TestApp server, LiveblocksDirectoryServlet servlet) implements AutoCloseable {

  static final String PATH = "/api/liveblocks-directory";

  /** Takes {@code X-Test-User} for the user, and what is after {@code @} for the organization. */
  static final UserResolver HEADER =
      request -> {
        String user = request.http().getHeader("X-Test-User");
        return user == null
            ? null
            : LiveblocksUser.of(user).organizationId(user.substring(user.indexOf('@') + 1));
      };

  static DirectoryApp with(LiveblocksDirectoryServlet servlet, Map<String, String> initParams) {
    return with(servlet, initParams, context -> {});
  }

  static DirectoryApp with(
      LiveblocksDirectoryServlet servlet,
      Map<String, String> initParams,
      Consumer<ServletContextHandler> more) {
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    ServletHolder holder = new ServletHolder("liveblocks-directory", servlet);
    holder.setInitParameters(initParams);
    holder.setInitOrder(1);
    holder.setAsyncSupported(true);
    context.addServlet(holder, PATH);
    more.accept(context);
    return new DirectoryApp(TestApp.of(context.get()), servlet);
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

  CompletableFuture<HttpResponse<String>> postAsync(String user, String json) {
    return CompletableFuture.supplyAsync(
        () -> postAs(user, json), task -> new Thread(task).start());
  }

  HttpRequest.Builder request(String json, String... headers) {
    return server
        .request(PATH, headers)
        .setHeader("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  @Override
  public void close() {
    server.close();
  }
}
