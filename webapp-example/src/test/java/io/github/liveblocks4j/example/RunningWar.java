package io.github.liveblocks4j.example;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The WAR, as it was packaged, in a server on a free port. */
final class RunningWar implements AutoCloseable {

  private final Server server = new Server();
  private final URI url;

  /** Starts the WAR as a deployment descriptor with these context-params sets it up. */
  RunningWar(Map<String, String> contextParams) throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setWar("target/webapp-example.war");
    contextParams.forEach(context::setInitParameter);
    server.setHandler(context);
    server.start();
    url = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  URI url() {
    return url;
  }

  Visitor visitor() {
    return new Visitor(url);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  /** Keeps cookies, and sends what the page's scripts send. */
  static final class Visitor {

    private final HttpClient client =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI url;

    private Visitor(URI url) {
      this.url = url;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(url.resolve(path)));
    }

    /** Sends a form. */
    HttpResponse<String> post(String path, String form, String... headers)
        throws IOException, InterruptedException {
      return post(path, "application/x-www-form-urlencoded", form, headers);
    }

    HttpResponse<String> requestToken() throws IOException, InterruptedException {
      return post("api/liveblocks-auth", "application/json", "{}", new String[0]);
    }

    private HttpResponse<String> post(String path, String type, String body, String[] headers)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url.resolve(path))
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(body));
      return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
