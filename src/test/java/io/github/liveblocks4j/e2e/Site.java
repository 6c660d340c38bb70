package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.LiveblocksDirectoryServlet;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee9.servlet.DefaultServlet;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;

/**
 * A web application in Jetty: a page, a login, our endpoint and the page's module. It starts with
 * the first question after its address; what it is like is said before.
 */
final class Site implements AutoCloseable {

  static final String ENDPOINT = TestApp.PATH;
  static final String DIRECTORY = "/api/liveblocks-directory";

  private static final String MODULE = "/liveblocks-servlet/client.js";

  /** Who signed in on the page. */
  static final UserResolver SESSION_USERS =
      request -> {
        HttpSession session = request.http().getSession(false);
        return session != null && session.getAttribute(PageServlet.USER) instanceof String id
            ? LiveblocksUser.of(id).userInfo(Map.of("name", "The one and only " + id))
            : null;
      };

  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private String contextPath = "";
  private UserResolver resolver = SESSION_USERS;
  private @Nullable RoomAuthorizer authorizer;
  private @Nullable Names names;
  private @Nullable TestApp app;

  Site(URI liveblocks, String secretKey) {
    setting("baseUrl", liveblocks.toString()).setting("secretKey", secretKey);
  }

  /** An init-param of the endpoints. */
  Site setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Another one than {@link #SESSION_USERS}. */
  Site resolver(UserResolver resolver) {
    this.resolver = resolver;
    return this;
  }

  /** For access tokens. */
  Site authorizer(RoomAuthorizer authorizer) {
    this.authorizer = authorizer;
    return this;
  }

  /** Where the web application is, for example {@code /mywar}. */
  Site contextPath(String contextPath) {
    this.contextPath = contextPath;
    return this;
  }

  /** With an endpoint for lookups. */
  Site names(Names names) {
    this.names = names;
    return this;
  }

  private TestApp app() {
    TestApp running = app;
    if (running == null) {
      running = TestApp.with(new LiveblocksAuthServlet(resolver), settings, this::configure);
      app = running;
    }
    return running;
  }

  private void configure(ServletContextHandler context) {
    context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
    context.addServlet(new ServletHolder(new PageServlet()), "/");
    ServletHolder module = new ServletHolder(new DefaultServlet());
    module.setInitParameter(
        "baseResource",
        Objects.requireNonNull(Liveblocks.class.getResource("/META-INF/resources")).toString());
    context.addServlet(module, MODULE);
    FilterHolder counting = new FilterHolder((Filter) this::keepOutcome);
    counting.setAsyncSupported(true);
    context.addFilter(counting, ENDPOINT, EnumSet.of(DispatcherType.REQUEST));
    if (names != null) {
      ServletHolder lookups =
          new ServletHolder(new LiveblocksDirectoryServlet(resolver, names, names));
      lookups.setInitParameters(settings);
      lookups.setAsyncSupported(true);
      context.addServlet(lookups, DIRECTORY);
    }
    if (authorizer != null) {
      context.setAttribute(RoomAuthorizer.class.getName(), authorizer);
    }
  }

  /** Keeps method and status of a request before the client sees the response. */
  private void keepOutcome(ServletRequest any, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String method = ((HttpServletRequest) any).getMethod();
    HttpServletResponse watched =
        new HttpServletResponseWrapper((HttpServletResponse) response) {
          @Override
          public ServletOutputStream getOutputStream() throws IOException {
            outcomes.add(method + " " + getStatus());
            return super.getOutputStream();
          }
        };
    chain.doFilter(any, watched);
    if (watched.getStatus() == HttpServletResponse.SC_NO_CONTENT) {
      outcomes.add(method + " 204");
    }
  }

  /** What browsers call this site. */
  String origin() {
    return "http://127.0.0.1:" + app().port();
  }

  /** A page, for a visitor who is not signed in. */
  URI page() {
    return URI.create(origin() + contextPath + "/");
  }

  /** Signs the visitor in, and shows the page. */
  URI signIn(String user) {
    return page().resolve("?user=" + user);
  }

  /** Signs the visitor in, and redirects to a page elsewhere. */
  URI signInAndGoTo(String user, URI elsewhere) {
    return page().resolve("?user=" + user + "&then=" + elsewhere);
  }

  /** The module that the jar brings for pages. */
  URI module() {
    return URI.create(origin() + contextPath + MODULE);
  }

  /** The endpoint's full address, for other sites. */
  String endpoint() {
    return origin() + contextPath + ENDPOINT;
  }

  /** The responses of the endpoint so far, preflights too: for example {@code POST 200}. */
  List<String> outcomes() {
    return outcomes;
  }

  @Override
  public void close() {
    if (app != null) {
      app.close();
    }
  }
}
