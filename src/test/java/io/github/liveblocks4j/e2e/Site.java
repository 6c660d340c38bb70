package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** A web application in Jetty: a page, a login and our endpoint. */
final class Site implements AutoCloseable {

  static final String ENDPOINT = "/api/liveblocks-auth";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final RequestCounter counter = new RequestCounter();

  private Site(Builder builder) {
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.addServlet(new ServletHolder(new PageServlet()), "/");
    FilterHolder counting = new FilterHolder(counter);
    counting.setAsyncSupported(true);
    context.addFilter(counting, ENDPOINT, EnumSet.of(DispatcherType.REQUEST));
    if (builder.proxiedAs != null) {
      FilterHolder proxy = new FilterHolder(new HostChangingFilter(builder.proxiedAs));
      proxy.setAsyncSupported(true);
      context.addFilter(proxy, ENDPOINT, EnumSet.of(DispatcherType.REQUEST));
    }
    if (builder.authorizer != null) {
      context.setAttribute(RoomAuthorizer.class.getName(), builder.authorizer);
    }
    ServletHolder endpoint =
        new ServletHolder("liveblocks-auth", new LiveblocksAuthServlet(builder.resolver));
    endpoint.setInitParameters(builder.settings);
    endpoint.setInitOrder(1);
    endpoint.setAsyncSupported(true);
    context.addServlet(endpoint, ENDPOINT);

    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context.get());
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not start", e);
    }
  }

  /** Begins a site whose endpoint asks that Liveblocks. */
  static Builder asking(URI liveblocks, String secretKey) {
    return new Builder().setting("baseUrl", liveblocks.toString()).setting("secretKey", secretKey);
  }

  /** A page, for a visitor who is not signed in. */
  URI page() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  /** Signs the visitor in, and shows the page. */
  URI signIn(String user) {
    return page().resolve("?user=" + user);
  }

  /** Signs the visitor in, and sends them to a page elsewhere. */
  URI signInAndGoTo(String user, URI elsewhere) {
    return page().resolve("?user=" + user + "&then=" + elsewhere);
  }

  /** The endpoint's full address, for other sites. */
  String endpoint() {
    return page().resolve(ENDPOINT).toString();
  }

  /** The next request that came to the endpoint; waits for it. */
  RequestCounter.Asked takeRequest() {
    return counter.take();
  }

  /** All requests that came to the endpoint so far, preflights too. */
  List<RequestCounter.Asked> requests() {
    return counter.all();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    }
  }

  /** Collects what differs from site to site. */
  static final class Builder {

    private final Map<String, String> settings = new HashMap<>();
    private UserResolver resolver = new SessionUsers();
    private @Nullable RoomAuthorizer authorizer;
    private @Nullable String proxiedAs;

    private Builder() {}

    /** An init-param of the endpoint. */
    Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /** Another one than {@link SessionUsers}. */
    Builder resolver(UserResolver resolver) {
      this.resolver = resolver;
      return this;
    }

    /** For access tokens. */
    Builder authorizer(RoomAuthorizer authorizer) {
      this.authorizer = authorizer;
      return this;
    }

    /** Behind a proxy that does not pass on the Host header but sends this one. */
    Builder proxiedAs(String host) {
      this.proxiedAs = host;
      return this;
    }

    Site start() {
      return new Site(this);
    }
  }
}
