package io.github.liveblocks4j.support;

import io.github.liveblocks4j.support.hostile.RawRequest;
import io.github.liveblocks4j.support.scan.ResponseScan;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A real Jetty on a free loopback port, and an HTTP client to ask it. */
public final class TestApp implements AutoCloseable {

  public static final String PATH = "/api/liveblocks-auth";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient http = HttpClient.newHttpClient();

  private TestApp(Handler handler) {
    connector.setHost("127.0.0.1");
    // A crowd comes at once, and a busy machine accepts it slowly.
    connector.setAcceptQueueSize(1024);
    // As long as a request may take: Jetty must not close what the client is about to use.
    connector.setIdleTimeout(Duration.ofMinutes(2).toMillis());
    server.addConnector(connector);
    server.setHandler(new ResponseScan(handler));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not start", e);
    }
  }

  /** One servlet at {@link #PATH}, with init-params. */
  public static TestApp with(Servlet servlet, Map<String, String> initParams) {
    return with(servlet, initParams, context -> {});
  }

  /** The same, after more has been done to the context. */
  public static TestApp with(
      Servlet servlet, Map<String, String> initParams, Consumer<ServletContextHandler> more) {
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    add(context, servlet, PATH, 1, initParams);
    more.accept(context);
    return new TestApp(context.get());
  }

  /** Adds a servlet with the name at the end of its path, which starts in this order. */
  public static ServletHolder add(
      ServletContextHandler context,
      Servlet servlet,
      String path,
      int order,
      Map<String, String> initParams) {
    ServletHolder holder = new ServletHolder(path.substring(path.lastIndexOf('/') + 1), servlet);
    holder.setInitParameters(initParams);
    holder.setInitOrder(order);
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
    return holder;
  }

  /** Adds a filter in front of every path. */
  public static FilterHolder addFilter(ServletContextHandler context, Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    return holder;
  }

  /** One that asks a fake, with more init-params: name, value, name, value. */
  public static TestApp with(Servlet servlet, FakeLiveblocks fake, String... settings) {
    return with(servlet, settings(fake, settings));
  }

  /**
   * The key and the address of a fake, a deadline that a busy machine keeps, and more settings:
   * name, value, name, value.
   */
  public static Map<String, String> settings(FakeLiveblocks fake, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("secretKey", fake.secretKey());
    settings.put("baseUrl", fake.baseUrl().toString());
    settings.put("deadline", "1m");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  /** Any handler, for whole web applications. */
  public static TestApp of(Handler handler) {
    return new TestApp(handler);
  }

  public int port() {
    return connector.getLocalPort();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** Posts JSON to the endpoint; headers are name, value, name, value. */
  public HttpResponse<String> post(String json, String... headers) {
    return postTo(PATH, json, headers);
  }

  /** Posts JSON to a path. */
  public HttpResponse<String> postTo(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Asks for the permission to post, as a browser does; headers are name, value. */
  public HttpResponse<String> preflight(String... headers) {
    return send(
        request(PATH, headers)
            .header("Access-Control-Request-Method", "POST")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  /** Returns the head of a request to the endpoint with more header lines. */
  public static List<String> head(String... headers) {
    return Stream.concat(
            Stream.of("POST " + PATH + " HTTP/1.1", "Host: localhost"), Stream.of(headers))
        .toList();
  }

  /** Sends such a head; the body is the test's to send. */
  public RawRequest begin(String... headers) throws IOException {
    return RawRequest.to(port()).head(head(headers));
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(2));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request without waiting. */
  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Stops the server, and with it every servlet. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    }
  }
}
