package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.servlet.LiveblocksAuthFilter;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.war.NamesDirectory;
import io.github.liveblocks4j.war.OtherUserResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.net.http.HttpRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups and tokens agree on who the user is. */
class AuthSpiTest {

  private static final String FOUND = "[{\"name\":\"Alice, for other\"}]";
  private static final String OWN_RESOLVER = OtherUserResolver.class.getName();

  /** Starts at its first request; Jetty starts objects at once. */
  public static final class LazyAuth extends LiveblocksAuthServlet {
    private static final long serialVersionUID = 1L;

    public LazyAuth() {
      super(new OtherUserResolver());
    }
  }

  private final ServletContextHandler context = new ServletContextHandler();
  private final CapturedLog log = new CapturedLog();

  AuthSpiTest() {
    context.setInitParameter("liveblocks.secretKey", "sk_dev_topsecret");
    context.setAttribute(UserDirectory.class.getName(), new NamesDirectory());
  }

  @AfterEach
  void close() {
    log.close();
  }

  private void add(String name, Servlet servlet, int order, Map<String, String> initParams) {
    ServletHolder holder = new ServletHolder(name, servlet);
    holder.setInitOrder(order);
    holder.setInitParameters(initParams);
    context.addServlet(holder, "/" + name);
  }

  private void addAuth(String name, UserResolver resolver) {
    add(name, new LiveblocksAuthServlet(resolver), 2, Map.of());
  }

  private void addLookups(int order) {
    add("lookups", new LiveblocksDirectoryServlet(), order, Map.of());
  }

  private TestApp start() {
    return TestApp.of(context.get());
  }

  private static String post(TestApp app, String path) {
    return app.send(
            app.request(path, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"userIds\":[\"alice\"]}")))
        .body();
  }

  private static String lookup(TestApp app) {
    return post(app, "/lookups");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resolverWhenAnAuthServletWasGivenOneThenWinsOverWhatIsShared(int order) {
    context.setAttribute(UserResolver.class.getName(), (UserResolver) request -> null);
    addAuth("auth", new OtherUserResolver());
    addLookups(order);
    try (TestApp app = start()) {
      assertThat(lookup(app)).isEqualTo(FOUND);
    }
  }

  @Test
  void resolverWhenAnAuthFilterWasGivenOneThenItDenies() {
    UserResolver denies =
        request -> {
          throw new AccessDeniedException("You are banned.");
        };
    try (var client = Liveblocks.builder().secretKey("sk_dev_a").build()) {
      context.addFilter(
          new FilterHolder(new LiveblocksAuthFilter(client, denies)),
          "/*",
          EnumSet.of(DispatcherType.REQUEST));
      addLookups(1);
      try (TestApp app = start()) {
        assertThat(lookup(app)).contains("You are banned.");
      }
    }
  }

  /** Without a key there are no tokens, and still no other users. */
  @Test
  void resolverWhenTheAuthServletIsMisconfiguredThenIsStillItsOwn() {
    add(
        "auth",
        new LiveblocksAuthServlet(new OtherUserResolver()),
        1,
        Map.of("secretKey", "pk_dev_public"));
    addLookups(2);
    try (TestApp app = start()) {
      assertThat(lookup(app)).isEqualTo(FOUND);
    }
  }

  @Test
  void resolverWhenNoAuthServletHasStartedThenMisconfiguredUntilOneHas() {
    context.addServlet(LazyAuth.class, "/auth");
    addLookups(1);
    try (TestApp app = start()) {
      assertThat(lookup(app)).contains("\"misconfigured\"");
      assertThat(log.at(Level.SEVERE))
          .singleElement()
          .asString()
          .contains("it takes users from servlet '", "which has not started", "load-on-startup");

      assertThat(post(app, "/auth")).isNotEmpty();
      assertThat(lookup(app)).isEqualTo(FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resolverWhenAuthServletsDifferThenMisconfiguredAndNamesBoth(boolean lazy) {
    addAuth("one", request -> LiveblocksUser.of("x"));
    if (lazy) {
      context.addServlet(LazyAuth.class, "/two");
    } else {
      addAuth("two", new OtherUserResolver());
    }
    addLookups(3);
    try (TestApp app = start()) {
      assertThat(post(app, "/two")).isNotEmpty();
      assertThat(lookup(app)).contains("\"misconfigured\"");
      assertThat(log.at(Level.SEVERE))
          .singleElement()
          .asString()
          .contains("'one' uses " + getClass().getName(), "uses " + OWN_RESOLVER)
          .contains("init-param userResolver");
    }
  }

  @Test
  void resolverWhenAuthServletsDifferThenOneOfItsOwnDecides() {
    addAuth("one", request -> null);
    addAuth("two", request -> LiveblocksUser.of("x"));
    add("lookups", new LiveblocksDirectoryServlet(), 3, Map.of("userResolver", OWN_RESOLVER));
    try (TestApp app = start()) {
      assertThat(lookup(app)).isEqualTo(FOUND);
    }
  }

  @Test
  void resolverWhenAuthServletsFindTheSameClassThenTheyAgree() {
    add("one", new LiveblocksAuthServlet(), 1, Map.of("userResolver", OWN_RESOLVER));
    add("two", new LiveblocksAuthServlet(), 1, Map.of("userResolver", OWN_RESOLVER));
    addLookups(2);
    try (TestApp app = start()) {
      assertThat(lookup(app)).isEqualTo(FOUND);
    }
  }
}
