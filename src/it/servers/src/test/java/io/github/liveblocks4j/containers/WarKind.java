package io.github.liveblocks4j.containers;

import static io.github.liveblocks4j.containers.WebXml.contextParam;
import static io.github.liveblocks4j.containers.WebXml.filter;
import static io.github.liveblocks4j.containers.WebXml.servlet;

import io.github.liveblocks4j.directory.LiveblocksDirectoryServlet;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.servlet.LiveblocksAuthFilter;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.webhook.LiveblocksWebhookServlet;
import io.github.liveblocks4j.webhook.WebhookHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The web applications that go to every server. */
enum WarKind {
  /** No web.xml: the fragment mounts the endpoint, the environment configures it. */
  FRAGMENT,
  /** A metadata-complete web.xml says everything. */
  COMPLETE,
  /** Like the first, with one jar in WEB-INF/lib. */
  STANDALONE,
  /** Like that, with an authorizer: its endpoint issues access tokens. */
  ACCESS,
  /**
   * Like the first, with a resolver and a client that are CDI beans; for the servers that bring
   * CDI.
   */
  BEANS;

  /** Where ID tokens are to be had by the container's own login; {@link #COMPLETE} only. */
  static final String LOGIN = "/mine/login";

  /** Below it, a front controller takes every request that gets so far; {@link #COMPLETE} only. */
  static final String FRONT = "/mine/front";

  /** Where a filter in front of that responds. */
  static final String FILTERED = FRONT + "/auth";

  /** The same behind a filter that does not support async. */
  static final String BLOCKING = FRONT + "/old";

  /** An endpoint with a mistake in its settings; {@link #COMPLETE} only. */
  static final String BROKEN = "/mine/broken";

  /** The limit that an env-entry sets; {@link #COMPLETE} only. */
  static final int MAX_BODY_BYTES = 2000;

  private static final String CLASSES = "io.github.liveblocks4j.containers.war.";

  /** A setting in JNDI, and the container's own login. */
  private static final String ENVIRONMENT =
      """
      <env-entry>
        <env-entry-name>liveblocks/maxBodyBytes</env-entry-name>
        <env-entry-type>java.lang.Integer</env-entry-type>
        <env-entry-value>%d</env-entry-value>
      </env-entry>
      <security-constraint>
        <web-resource-collection>
          <web-resource-name>login</web-resource-name>
          <url-pattern>%s</url-pattern>
        </web-resource-collection>
        <auth-constraint><role-name>user</role-name></auth-constraint>
      </security-constraint>
      <login-config>
        <auth-method>BASIC</auth-method>
        <realm-name>matrix</realm-name>
      </login-config>
      <security-role><role-name>user</role-name></security-role>
      <security-role><role-name>designer</role-name></security-role>
      <security-role><role-name>manager</role-name></security-role>
      """
          .formatted(MAX_BODY_BYTES, LOGIN);

  String context() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where ID tokens are to be had. */
  String idTokens() {
    return this == COMPLETE ? "/mine/id" : "/api/liveblocks-auth";
  }

  /** Where access tokens are to be had; {@link #COMPLETE} and {@link #ACCESS} only. */
  String accessTokens() {
    return this == COMPLETE ? "/mine/access" : "/api/liveblocks-auth";
  }

  /** Where people are looked up. */
  String directory() {
    return this == COMPLETE ? "/mine/directory" : "/api/liveblocks-directory";
  }

  /** Where webhooks arrive. */
  String webhook() {
    return this == COMPLETE ? "/mine/webhook" : "/api/liveblocks-webhook";
  }

  /** Whether a server can run it. */
  boolean fits(Server server) {
    return this != BEANS || server.has(Server.Trait.BRINGS_CDI);
  }

  TestWar content(Age age, FakeLiveblocks fake) throws IOException {
    List<Path> libraries =
        this == STANDALONE || this == ACCESS
            ? List.of(age.standalone())
            : age.plainWithDependencies();
    String[] packages = this == BEANS ? new String[] {"war", "beans"} : new String[] {"war"};
    TestWar content =
        new TestWar()
            .libraries(libraries)
            .classes(WarClasses.compile(age, libraries, packages))
            .service(UserDirectory.class.getName(), CLASSES + "TeamDirectory")
            .service(WebhookHandler.class.getName(), CLASSES + "TeamEvents");
    switch (this) {
      case FRAGMENT, STANDALONE ->
          content.service(UserResolver.class.getName(), CLASSES + "HeaderUser");
      case ACCESS ->
          content
              .service(UserResolver.class.getName(), CLASSES + "HeaderUser")
              .service(RoomAuthorizer.class.getName(), CLASSES + "TeamRooms");
      case COMPLETE -> content.webXml(age.webXml(true, complete(fake)));
      // The endpoint's own client would be rejected with this key; the bean has the right one.
      case BEANS ->
          content
              .webXml(age.webXml(false, contextParam("liveblocks.secretKey", "sk_wrong")))
              .file("WEB-INF/beans.xml", age.beansXml());
    }
    return content;
  }

  private String complete(FakeLiveblocks fake) {
    String auth = LiveblocksAuthServlet.class.getName();
    String filter = LiveblocksAuthFilter.class.getName();
    String user = CLASSES + "HeaderUser";
    String resolver = "userResolver";
    return contextParam("liveblocks.secretKey", fake.secretKey())
        + contextParam("liveblocks.baseUrl", fake.baseUrl().toString())
        + filter("in-front", filter, true, "/*", "path", FILTERED, resolver, user)
        + filter("old", CLASSES + "OldFilter", false, BLOCKING)
        + filter("behind-an-old-filter", filter, true, BLOCKING, "path", BLOCKING, resolver, user)
        + servlet("front", CLASSES + "FrontController", FRONT + "/*")
        + servlet("id-tokens", auth, idTokens(), resolver, user)
        + servlet(
            "access-tokens",
            auth,
            accessTokens(),
            resolver,
            user,
            "roomAuthorizer",
            CLASSES + "TeamRooms")
        + servlet("login-tokens", auth, LOGIN, "roleGroups", "designer, manager")
        + servlet("broken", auth, BROKEN, "maxBodyBytes", "a few")
        + servlet(
            "liveblocks-directory",
            LiveblocksDirectoryServlet.class.getName(),
            directory(),
            resolver,
            user,
            "userDirectory",
            CLASSES + "TeamDirectory")
        + servlet(
            "liveblocks-webhook",
            LiveblocksWebhookServlet.class.getName(),
            webhook(),
            "webhookHandler",
            CLASSES + "TeamEvents")
        + ENVIRONMENT;
  }
}
