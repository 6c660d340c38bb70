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
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups and tokens agree on who the user is. */
class AuthSpiTest {

  private static final String FOUND = "[{\"name\":\"Alice, for other\"}]";
  private static final String SETTING = "userResolver";
  private static final String OWN_RESOLVER = OtherUserResolver.class.getName();

  /** Starts at its first request; Jetty starts objects at once. */
  public static final class LazyAuth extends LiveblocksAuthServlet {
    private static final long serialVersionUID = 1L;

    public LazyAuth() {
      super(new OtherUserResolver());
    }
  }

  private final ServletContextHandler context = new ServletContextHandler();
  @AutoClose private final CapturedLog log = new CapturedLog();

  AuthSpiTest() {
    context.setInitParameter("liveblocks.secretKey", "sk_dev_topsecret");
    context.setAttribute(UserDirectory.class.getName(), new NamesDirectory());
  }

  private void addAuth(String path, UserResolver resolver) {
    TestApp.add(context, new LiveblocksAuthServlet(resolver), path, 2, Map.of());
  }

  private void addLookups(int order) {
    TestApp.add(context, new LiveblocksDirectoryServlet(), "/lookups", order, Map.of());
  }

  private TestApp start() {
    return TestApp.of(context.get());
  }

  private static String lookup(TestApp app) {
    return app.postTo("/lookups", "{\"userIds\":[\"alice\"]}").body();
  }

  private void assertFound() {
    try (TestApp app = start()) {
      assertThat(lookup(app)).isEqualTo(FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resolverWhenAnAuthServletWasGivenOneThenWinsOverWhatIsShared(int order) {
    context.setAttribute(UserResolver.class.getName(), (UserResolver) request -> null);
    addAuth("/auth", new OtherUserResolver());
    addLookups(order);
    assertFound();
  }

  @Test
  void resolverWhenAnAuthFilterWasGivenOneThenItDenies() {
    UserResolver denies =
        request -> {
          throw new AccessDeniedException("You are banned.");
        };
    try (var client = Liveblocks.builder().secretKey("sk_dev_a").build()) {
      TestApp.addFilter(context, new LiveblocksAuthFilter(client, denies));
      addLookups(1);
      try (TestApp app = start()) {
        assertThat(lookup(app)).contains("You are banned.");
      }
    }
  }

  /** Without a key there are no tokens, and still no other users. */
  @Test
  void resolverWhenTheAuthServletIsMisconfiguredThenIsStillItsOwn() {
    context.setInitParameter("liveblocks.secretKey", "pk_dev_public");
    addAuth("/auth", new OtherUserResolver());
    addLookups(3);
    assertFound();
  }

  @Test
  void resolverWhenNoAuthServletHasStartedThenMisconfiguredUntilOneHas() {
    context.addServlet(LazyAuth.class, "/auth");
    addLookups(1);
    try (TestApp app = start()) {
      assertThat(lookup(app)).contains("\"misconfigured\"");
      assertThat(log.only(Level.SEVERE))
          .contains("it takes users from servlet '", "which has not started", "load-on-startup");

      assertThat(app.postTo("/auth", "{}").body()).isNotEmpty();
      assertThat(lookup(app)).isEqualTo(FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resolverWhenAuthServletsDifferThenMisconfiguredAndNamesBoth(boolean lazy) {
    addAuth("/one", request -> LiveblocksUser.of("x"));
    if (lazy) {
      context.addServlet(LazyAuth.class, "/two");
    } else {
      addAuth("/two", new OtherUserResolver());
    }
    addLookups(3);
    try (TestApp app = start()) {
      assertThat(app.postTo("/two", "{}").body()).isNotEmpty();
      assertThat(lookup(app)).contains("\"misconfigured\"");
      assertThat(log.only(Level.SEVERE))
          .contains(getClass().getName(), OWN_RESOLVER)
          .contains("init-param userResolver");
    }
  }

  @Test
  void resolverWhenAuthServletsDifferThenOneOfItsOwnDecides() {
    addAuth("/one", request -> null);
    addAuth("/two", request -> LiveblocksUser.of("x"));
    TestApp.add(
        context, new LiveblocksDirectoryServlet(), "/lookups", 3, Map.of(SETTING, OWN_RESOLVER));
    assertFound();
  }

  @Test
  void resolverWhenAuthServletsFindTheSameClassThenTheyAgree() {
    for (String path : List.of("/one", "/two")) {
      TestApp.add(context, new LiveblocksAuthServlet(), path, 1, Map.of(SETTING, OWN_RESOLVER));
    }
    addLookups(2);
    assertFound();
  }
}
