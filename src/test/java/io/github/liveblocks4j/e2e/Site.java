package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.LiveblocksDirectoryServlet;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee9.servlet.DefaultServlet;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;

/**
 * A web application in Jetty: a page, a login, our endpoint and the page's module. It starts with
 * the first question after its address; what it is like is said before.
 */
final class Site implements AutoCloseable {

  static final String ENDPOINT = TestApp.PATH;
  static final String DIRECTORY = "/api/liveblocks-directory";

  private static final String MODULE = "/liveblocks-servlet/client.js";

  /** The session's attribute with the user's id. */
  private static final String USER = "user";

  /** Who signed in on the page. */
  static final UserResolver SESSION_USERS =
      request -> {
        HttpSession session = request.http().getSession(false);
        return session != null && session.getAttribute(USER) instanceof String id
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
    String resources = String.valueOf(Liveblocks.class.getResource("/META-INF/resources"));
    TestApp.add(context, new Page(), "/", 2, Map.of());
    TestApp.add(context, new DefaultServlet(), MODULE, 2, Map.of("baseResource", resources));
    TestApp.addFilter(context, this::keepOutcome);
    if (names != null) {
      var lookups = new LiveblocksDirectoryServlet(resolver, names, names);
      TestApp.add(context, lookups, DIRECTORY, 2, settings);
    }
    if (authorizer != null) {
      context.setAttribute(RoomAuthorizer.class.getName(), authorizer);
    }
  }

  /** Keeps method and status of a request before the client sees the response. */
  private void keepOutcome(ServletRequest any, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) any;
    if (!request.getServletPath().equals(ENDPOINT)) {
      chain.doFilter(any, response);
      return;
    }
    String method = request.getMethod();
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

  /** The application's page; {@code ?user=alice} signs in, {@code &then=URL} goes on from there. */
  private static final class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String user = request.getParameter("user");
      if (user != null) {
        request.getSession().setAttribute(USER, user);
      }
      String then = request.getParameter("then");
      if (then != null) {
        response.sendRedirect(then);
        return;
      }
      response.setContentType("text/html;charset=utf-8");
      response
          .getWriter()
          .print("<!doctype html><title>A page</title><link rel=icon href='data:,'>");
    }
  }
}
