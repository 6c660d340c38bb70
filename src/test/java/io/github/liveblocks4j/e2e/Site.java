package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee9.servlet.DefaultServlet;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;

/** A web application in Jetty: a page, a login and our endpoint. */
final class Site implements AutoCloseable {

  static final String ENDPOINT = TestApp.PATH;

  private static final String MODULE = "/liveblocks-servlet/client.js";

  private final RequestCounter counter = new RequestCounter();
  private final String contextPath;
  private final TestApp app;

  private Site(Builder builder) {
    contextPath = builder.contextPath;
    app =
        TestApp.with(
            new LiveblocksAuthServlet(builder.resolver),
            builder.settings,
            context -> {
              if (!contextPath.isEmpty()) {
                context.setContextPath(contextPath);
              }
              context.addServlet(new ServletHolder(new PageServlet()), "/");
              context.addServlet(staticResources(), MODULE);
              addFilter(context, counter);
              builder.filters.forEach((path, filter) -> addFilter(context, filter, path));
              builder.servlets.forEach(
                  (path, each) -> context.addServlet(holder(each, builder.settings), path));
              if (builder.proxiedAs != null) {
                addFilter(context, new HostChangingFilter(builder.proxiedAs));
              }
              if (builder.authorizer != null) {
                context.setAttribute(RoomAuthorizer.class.getName(), builder.authorizer);
              }
            });
  }

  private static void addFilter(ServletContextHandler context, Filter filter) {
    addFilter(context, filter, ENDPOINT);
  }

  private static void addFilter(ServletContextHandler context, Filter filter, String path) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
  }

  private static ServletHolder holder(Servlet servlet, Map<String, String> initParams) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setInitParameters(initParams);
    holder.setAsyncSupported(true);
    return holder;
  }

  /** What servers serve of the jar; PageModuleTest has it from a jar in a WAR. */
  private static ServletHolder staticResources() {
    ServletHolder holder = new ServletHolder(new DefaultServlet());
    holder.setInitParameter(
        "baseResource",
        Objects.requireNonNull(Liveblocks.class.getResource("/META-INF/resources")).toString());
    return holder;
  }

  /** Begins a site whose endpoint asks that Liveblocks. */
  static Builder asking(URI liveblocks, String secretKey) {
    return new Builder().setting("baseUrl", liveblocks.toString()).setting("secretKey", secretKey);
  }

  /** A page, for a visitor who is not signed in. */
  URI page() {
    return URI.create(origin() + contextPath + "/");
  }

  /** The module that the jar brings for pages. */
  URI module() {
    return URI.create(origin() + contextPath + MODULE);
  }

  /** What browsers call this site. */
  String origin() {
    return "http://127.0.0.1:" + app.port();
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
    return origin() + contextPath + ENDPOINT;
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
    app.close();
  }

  /** Collects what differs from site to site. */
  static final class Builder {

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Servlet> servlets = new HashMap<>();
    private final Map<String, Filter> filters = new HashMap<>();
    private String contextPath = "";
    private UserResolver resolver = new SessionUsers();
    private @Nullable RoomAuthorizer authorizer;
    private @Nullable String proxiedAs;

    private Builder() {}

    /** An init-param of the endpoint, and of the other servlets. */
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

    /** Where the web application is, for example {@code /mywar}. */
    Builder contextPath(String contextPath) {
      this.contextPath = contextPath;
      return this;
    }

    /** One more servlet. */
    Builder servlet(String path, Servlet servlet) {
      servlets.put(path, servlet);
      return this;
    }

    /** Another filter. */
    Builder filter(String path, Filter filter) {
      filters.put(path, filter);
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
