package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.webhook.WebhookHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small web application that mounts an endpoint in its own way.
 *
 * @param name its context
 * @param metadataComplete whether its web.xml is
 * @param webXml what is in that; empty for none
 * @param sources its classes, by the names of their files
 * @param isLogged whether the log says that the jar's own auth endpoint is not mounted
 * @param responses what it responds
 */
record MountedWar(
    String name,
    boolean metadataComplete,
    String webXml,
    Map<String, String> sources,
    boolean isLogged,
    List<Expected> responses) {

  private static final String AUTH = "/api/liveblocks-auth";
  private static final String DIRECTORY = "/api/liveblocks-directory";
  private static final String OURS = "401 {\"error\":\"forbidden\",";
  private static final String OWN = "200 front controller: ";
  private static final Document MOUNTING = Document.of("src/docs/mounting.md");
  private static final Document LEGACY = Document.of("src/docs/legacy-wars.md");
  private static final Path CLASSES = Path.of("src/main/java/io/github/liveblocks4j/containers");

  /** Of the library's own tests. */
  private static final Path MORE_CLASSES =
      Document.ROOT.resolve("src/test/java/io/github/liveblocks4j/war");

  private static final String ONLY_GET =
      """
      <deny-uncovered-http-methods/>
      <security-constraint>
        <web-resource-collection>
          <web-resource-name>GET alone: POST is uncovered, and denied</web-resource-name>
          <url-pattern>/*</url-pattern>
          <http-method>GET</http-method>
        </web-resource-collection>
      </security-constraint>
      """;

  /**
   * A response.
   *
   * @param start status and body begin like this; empty when there is to be no such path
   */
  record Expected(String path, String json, String start) {

    boolean isMetBy(String response) {
      // Some servers respond 405 to a POST where nothing is mounted.
      return start.isEmpty() ? response.matches("(?s)40[45] .*") : response.startsWith(start);
    }
  }

  private static Expected responds(String path, String start) {
    return new Expected(path, "{\"room\":\"a\"}", start);
  }

  private static Expected isAbsent(String path) {
    return responds(path, "");
  }

  static List<MountedWar> all(Server server) throws IOException {
    String collaboration = "/collaboration/auth";
    String declaration = MOUNTING.block("snippet: declaration");
    String off = MOUNTING.block("snippet: off");
    Expected ours = responds(collaboration, OURS);
    Expected byDefault = responds(AUTH, OURS);
    return List.of(
        war("nothing", "", Map.of(), false, byDefault),
        war("login", MOUNTING.block("snippet: login"), Map.of(), false, byDefault),
        war("declared", declaration, authorizer(), true, ours, isAbsent(AUTH)),
        new MountedWar(
            "allcomplete",
            true,
            declaration,
            authorizer(),
            server == Server.PAYARA,
            List.of(ours, isAbsent(AUTH))),
        war(
            "ordering",
            "<absolute-ordering/>" + declaration,
            authorizer(),
            false,
            ours,
            isAbsent(AUTH)),
        war("off", off, Map.of(), false, isAbsent(AUTH), isAbsent(DIRECTORY)),
        war("front", frontController("/"), Map.of(), false, byDefault),
        war(
            "offfront",
            off + frontController("/"),
            Map.of(),
            false,
            responds(AUTH, OWN),
            responds(DIRECTORY, OWN)),
        war("own", frontController(AUTH), Map.of(), true, responds(AUTH, OWN)),
        war("annotatedown", "", own("mount/OwnServlet"), true, responds(AUTH, OWN)),
        war("annotated", "", snippet("annotation"), true, ours, isAbsent(AUTH)),
        war("code", key("collaboration"), snippet("programmatic"), true, ours, isAbsent(AUTH)),
        denying("denying", "/mine", isAbsent(AUTH)),
        denying("denyingdefault", AUTH),
        war("filter", MOUNTING.block("snippet: filter"), Map.of(), true, byDefault),
        war(
            "legacy",
            LEGACY.block("snippet: legacy") + LEGACY.block("snippet: form-login"),
            Map.of(),
            true,
            byDefault),
        war("uncovered", ONLY_GET, Map.of(), false, responds(AUTH, "403 ")),
        war(
            "covered",
            ONLY_GET + LEGACY.block("snippet: form-login"),
            Map.of(),
            false,
            // WildFly 26 still denies it, as the handbook says.
            server == Server.WILDFLY_26 ? responds(AUTH, "403 ") : byDefault));
  }

  private static String key(String prefix) {
    return WebXml.contextParam(prefix + ".secretKey", "sk_test")
        + WebXml.contextParam(prefix + ".baseUrl", "http://localhost:1");
  }

  private static String frontController(String path) {
    return WebXml.servlet("front", "io.github.liveblocks4j.containers.war.FrontController", path);
  }

  private static MountedWar war(
      String name,
      String webXml,
      Map<String, String> sources,
      boolean isLogged,
      Expected... responses) {
    return new MountedWar(name, false, webXml, sources, isLogged, List.of(responses));
  }

  /** Its resolver and its authorizer count for lookups too; it has no others. */
  private static MountedWar denying(String name, String path, Expected... more) throws IOException {
    List<Expected> responses = new ArrayList<>(List.of(more));
    responses.add(responds(path, "403 {\"error\":\"forbidden\","));
    responses.add(new Expected(DIRECTORY, "{\"userIds\":[\"a\"]}", "200 [{\"name\":\"Zoë a\"}]"));
    responses.add(
        new Expected(
            DIRECTORY, "{\"roomId\":\"a\",\"text\":\"\"}", "403 {\"error\":\"forbidden\","));
    Map<String, String> sources = own("war/TeamDirectory");
    for (String file : List.of("RegisteringListener.java", "OtherUserResolver.java")) {
      sources.put(file, Files.readString(MORE_CLASSES.resolve(file)));
    }
    return new MountedWar(
        name,
        false,
        key("liveblocks") + WebXml.contextParam("registered", path),
        sources,
        true,
        responses);
  }

  private static Map<String, String> own(String... names) throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String name : names) {
      sources.put(name + ".java", Files.readString(CLASSES.resolve(name + ".java")));
    }
    return sources;
  }

  private static Map<String, String> snippet(String name) throws IOException {
    String code = MOUNTING.block("snippet: " + name);
    String file = code.replaceFirst("(?s).*public class (\\w+).*", "$1.java");
    return Map.of(file, "package com.example;\n" + code);
  }

  private static Map<String, String> authorizer() throws IOException {
    String code = Document.of("src/docs/rooms-and-permissions.md").block("snippet: authorizer");
    return Map.of("TenantAuthorizer.java", "package com.example;\n" + code);
  }

  /** Returns what the log says when the jar's own auth endpoint is not mounted. */
  String logLine() {
    return "Liveblocks endpoint 'liveblocks-auth' of /%s: the jar's own is not mounted at /%1$s/api/"
        .formatted(name);
  }

  void check(ServletContainer container) throws Exception {
    for (Expected expected : responses) {
      var response = container.send(container.post(name, expected.path(), expected.json()));
      assertThat(response.statusCode() + " " + response.body())
          .as(expected.path())
          .matches(expected::isMetBy);
    }
  }

  TestWar content(Age age) throws IOException {
    List<Path> libraries = List.of(age.standalone());
    Map<String, String> all = new HashMap<>(sources);
    all.putAll(own("war/FrontController", "war/TeamEvents"));
    all.put("SessionUserResolver.java", Document.of("README.md").block("snippet: resolver"));
    TestWar content =
        new TestWar()
            .libraries(libraries)
            .service(
                WebhookHandler.class.getName(), "io.github.liveblocks4j.containers.war.TeamEvents");
    if (!webXml.isEmpty()) {
      content.webXml(age.webXml(metadataComplete, webXml));
    }
    if (sources.containsKey("war/TeamDirectory.java")) {
      content.service(
          UserDirectory.class.getName(), "io.github.liveblocks4j.containers.war.TeamDirectory");
    } else {
      content.service(UserResolver.class.getName(), "com.example.SessionUserResolver");
    }
    return content.classes(WarClasses.compile(age, libraries, all));
  }
}
