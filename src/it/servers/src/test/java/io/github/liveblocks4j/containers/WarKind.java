package io.github.liveblocks4j.containers;

import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.webhook.WebhookHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The web applications that go to every server. */
enum WarKind {
  /** No web.xml: the fragment mounts the endpoint, the environment configures it. */
  FRAGMENT("no web.xml"),
  /** A metadata-complete web.xml says everything. */
  COMPLETE("metadata-complete"),
  /** Like the first, with one jar in WEB-INF/lib. */
  STANDALONE("standalone jar"),
  /** Resolver and client are CDI beans; for the servers that bring CDI. */
  BEANS("CDI beans");

  /** Where ID tokens are to be had by the container's own login; {@link #COMPLETE} only. */
  static final String LOGIN = "/mine/login";

  /** Where access tokens are to be had; {@link #COMPLETE} only. */
  static final String ACCESS_TOKENS = "/mine/access";

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

  private static final String WRONG_KEY =
      """
      <context-param>
        <param-name>liveblocks.secretKey</param-name>
        <param-value>sk_wrong</param-value>
      </context-param>
      """;

  private final String title;

  WarKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  String context() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where ID tokens are to be had. */
  String idTokens() {
    return this == COMPLETE ? "/mine/id" : "/api/liveblocks-auth";
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
        this == STANDALONE ? List.of(age.standalone()) : age.plainWithDependencies();
    String[] packages = this == BEANS ? new String[] {"war", "beans"} : new String[] {"war"};
    TestWar content =
        new TestWar().libraries(libraries).classes(WarClasses.compile(age, libraries, packages));
    switch (this) {
      case FRAGMENT, STANDALONE ->
          content
              .service(UserResolver.class.getName(), CLASSES + "HeaderUser")
              .service(UserDirectory.class.getName(), CLASSES + "TeamDirectory")
              .service(WebhookHandler.class.getName(), CLASSES + "TeamEvents");
      case COMPLETE -> content.webXml(age.webXml(true, complete(fake)));
      // The endpoint's own client would be rejected with this key; the bean has the right one.
      case BEANS ->
          content.webXml(age.webXml(false, WRONG_KEY)).file("WEB-INF/beans.xml", age.beansXml());
    }
    return content;
  }

  private static String complete(FakeLiveblocks fake) throws IOException {
    try (var template = WarKind.class.getResourceAsStream("/complete.xml")) {
      return new String(template.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@secretKey@", fake.secretKey())
          .replace("@baseUrl@", fake.baseUrl().toString());
    }
  }
}
