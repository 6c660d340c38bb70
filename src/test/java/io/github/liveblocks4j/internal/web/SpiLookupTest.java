package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Mail;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.war.HeaderUserResolver;
import io.github.liveblocks4j.war.OtherUserResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places of an SPI, their order, how each is named, and what fails in them. */
class SpiLookupTest {

  private static final Map<String, String> UNNAMED = Map.of("secretKey", SettingsFixture.KEY);
  private static final Map<String, String> NAMED = named(OtherUserResolver.class);

  @TempDir private Path directory;

  private static Map<String, String> named(Class<?> resolver) {
    return Map.of("secretKey", SettingsFixture.KEY, "userResolver", resolver.getName());
  }

  private static String logOf(
      LiveblocksAuthServlet servlet,
      Map<String, String> params,
      Consumer<ServletContextHandler> more) {
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(servlet, params, more)) {
      // It is created by then.
      assertThat(app.post("no JSON").statusCode()).isIn(400, 503);
      return log.text();
    }
  }

  private static Consumer<ServletContextHandler> attribute(Object resolver) {
    return context -> context.setAttribute(UserResolver.class.getName(), resolver);
  }

  private static String failureOf(Class<?> resolver) {
    return logOf(new LiveblocksAuthServlet(), named(resolver), context -> {});
  }

  @Test
  void findWhenSeveralPlacesHaveAResolverThenTheStrongestWins() {
    var attribute = attribute(new FromAttribute());
    assertThat(logOf(new LiveblocksAuthServlet(new FromConstructor()), NAMED, attribute))
        .contains("users from " + FromConstructor.class.getName() + " (constructor argument)");
    assertThat(logOf(new LiveblocksAuthServlet(), NAMED, attribute))
        .contains("users from " + OtherUserResolver.class.getName() + " (init-param userResolver)");
    assertThat(logOf(new LiveblocksAuthServlet(), UNNAMED, attribute))
        .contains("users from " + FromAttribute.class.getName() + " (ServletContext attribute)");
    assertThat(logOf(new LiveblocksAuthServlet(), UNNAMED, context -> {}))
        .contains("users from the container's login");
  }

  @Test
  void findWhenTheAttributeIsOfAnotherTypeThenIsMisconfigured() {
    assertThat(logOf(new LiveblocksAuthServlet(), UNNAMED, attribute("sk_prod_topsecret")))
        .contains("is a java.lang.String, which is not a UserResolver")
        .doesNotContain("topsecret");
  }

  @Test
  void findWhenTheNamedClassCannotBeCreatedThenSaysWhy() {
    assertThat(failureOf(FailingBean.class))
        .contains("init-param userResolver: " + FailingBean.class.getName())
        .contains("cannot be created", "java.lang.IllegalStateException: the directory is away");
    assertThat(failureOf(FailingInitializer.class))
        .contains("init-param userResolver: " + FailingInitializer.class.getName())
        .contains("cannot be created", "java.lang.IllegalStateException: no directory");
    assertThat(failureOf(NoDefaultConstructor.class))
        .contains("cannot be created by its public constructor without arguments");
  }

  @Test
  void findWhenAProviderFailsThenSaysWhy() throws IOException {
    assertThat(logOfProvider(FailingBean.class.getName()))
        .contains("META-INF/services/" + UserResolver.class.getName())
        .contains("cannot be created: java.lang.IllegalStateException: the directory is away");
    assertThat(logOfProvider("com.acme.Missing")).contains("Provider com.acme.Missing not found");
    String two = HeaderUserResolver.class.getName() + "\n" + OtherUserResolver.class.getName();
    assertThat(logOfProvider(two)).contains("misconfigured").contains(two.split("\n", -1));
  }

  /** With Weld beside the application. Servers that bring CDI are in the server matrix. */
  private static String logWithBeans(Class<?>... beans) {
    try (WeldContainer cdi = new Weld().disableDiscovery().beanClasses(beans).initialize()) {
      assertThat(cdi.isRunning()).isTrue();
      return logOf(new LiveblocksAuthServlet(), UNNAMED, context -> {});
    }
  }

  @Test
  void findWhenThereAreBeansThenOneResolverIsTaken() {
    assertThat(logWithBeans(Bean.class))
        .contains("users from " + Bean.class.getName() + " (CDI bean)");
    assertThat(logWithBeans(Bean.class, OtherBean.class))
        .contains("misconfigured", "Ambiguous")
        .contains(Bean.class.getName(), OtherBean.class.getName());
    assertThat(logWithBeans(Mail.class)).contains("users from the container's login");
    assertThat(logWithBeans(FailingBean.class))
        .contains("misconfigured", "the directory is away")
        .contains("the CDI bean that is a " + UserResolver.class.getName() + " cannot be created");
  }

  private String logOfProvider(String name) throws IOException {
    Path file = directory.resolve("META-INF/services/" + UserResolver.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    ClassLoader parent = SpiLookupTest.class.getClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, parent)) {
      return logOf(new LiveblocksAuthServlet(), UNNAMED, context -> context.setClassLoader(loader));
    }
  }

  private static final class FromConstructor extends OtherUserResolver {}

  private static final class FromAttribute extends OtherUserResolver {}

  /** A bean, of which CDI uses a proxy. */
  @ApplicationScoped
  public static class Bean extends OtherUserResolver {}

  /** One too many. */
  @ApplicationScoped
  public static class OtherBean extends OtherUserResolver {}

  /** Throws what CDI itself throws where there is none. */
  public static class FailingBean extends OtherUserResolver {

    public FailingBean() {
      throw new IllegalStateException("the directory is away");
    }
  }

  /** Cannot be loaded. */
  public static class FailingInitializer implements UserResolver {

    private static final LiveblocksUser USER = user();

    private static LiveblocksUser user() {
      throw new IllegalStateException("no directory");
    }

    @Override
    public @Nullable LiveblocksUser resolve(AuthRequest request) {
      return USER;
    }
  }

  /** Cannot be created. */
  public static class NoDefaultConstructor extends OtherUserResolver {
    public NoDefaultConstructor(String unused) {
      assertThat(unused).isNotNull();
    }
  }
}
