package io.github.liveblocks4j.containers;

import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The web applications that go to every server. */
enum WarKind {
  /** No web.xml: the fragment mounts the endpoint, the environment configures it. */
  FRAGMENT("no web.xml", "/api/liveblocks-auth", "/api/access-tokens", false),
  /** A metadata-complete web.xml says everything. */
  COMPLETE("metadata-complete", "/mine/id", "/mine/access", true),
  /** Like the first, with one jar in WEB-INF/lib. */
  STANDALONE("standalone jar", "/api/liveblocks-auth", "/api/access-tokens", false),
  /** Resolver and client are CDI beans; for the servers that bring CDI. */
  BEANS("CDI beans", "/api/liveblocks-auth", "/api/access-tokens", false);

  private static final String PACKAGE = "io.github.liveblocks4j.containers.war.";

  private final String title;
  private final String idTokens;
  private final String accessTokens;
  private final boolean more;

  WarKind(String title, String idTokens, String accessTokens, boolean more) {
    this.title = title;
    this.idTokens = idTokens;
    this.accessTokens = accessTokens;
    this.more = more;
  }

  String title() {
    return title;
  }

  String context() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where ID tokens are to be had. */
  String idTokens() {
    return idTokens;
  }

  /** Where access tokens are to be had. */
  String accessTokens() {
    return accessTokens;
  }

  /** Whether {@link #LOGIN} and everything below is there. */
  boolean hasMore() {
    return more;
  }

  /** Where ID tokens are to be had by the container's own login. */
  static final String LOGIN = "/mine/login";

  private static final String KEY_THAT_IS_WRONG =
      """
      <context-param>
        <param-name>liveblocks.secretKey</param-name>
        <param-value>sk_wrong</param-value>
      </context-param>
      """;

  /** Below it, a front controller takes every request that gets so far. */
  static final String FRONT = "/mine/front";

  /** Where a filter in front of that answers. */
  static final String FILTERED = FRONT + "/auth";

  /** The same behind a filter that does not support async. */
  static final String BLOCKING = FRONT + "/old";

  /** The limit that an env-entry sets. */
  static final int MAX_BODY_BYTES = 2000;

  /** An endpoint with a mistake in its settings. */
  static final String BROKEN = "/mine/broken";

  /** Whether a server can run it. */
  boolean fits(Server server) {
    return this != BEANS || server.hasCdi();
  }

  private List<String> packages() {
    return this == BEANS ? List.of("war", "beans") : List.of("war");
  }

  void write(Path war, Age age, FakeLiveblocks fake) throws IOException {
    List<Path> libraries = this == STANDALONE ? age.alone() : age.plainWithDependencies();
    TestWar content =
        new TestWar().libraries(libraries).classes(WarClasses.compile(age, libraries, packages()));
    if (this == BEANS) {
      // The endpoint's own client would be rejected with this key; the bean has the right one.
      content
          .webXml(age.webXml(false, KEY_THAT_IS_WRONG))
          .file("WEB-INF/beans.xml", age.beansXml());
    } else if (this == COMPLETE) {
      String xml;
      try (var template = WarKind.class.getResourceAsStream("/containers/complete.xml")) {
        xml = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      }
      content.webXml(
          age.webXml(
              true,
              xml.replace("@secretKey@", fake.secretKey())
                  .replace("@baseUrl@", fake.baseUrl().toString())));
    } else {
      content.service(UserResolver.class.getName(), PACKAGE + "HeaderUser");
    }
    content.writeTo(war);
  }
}
