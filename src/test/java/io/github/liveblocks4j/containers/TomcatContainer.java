package io.github.liveblocks4j.containers;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Tomcat, and TomEE, which is Tomcat with more. Few threads, so that blocking ones are noticed. */
final class TomcatContainer extends ServletContainer {

  static final int THREADS = 4;

  // The manager's user, and the password.
  private static final String OPERATOR = "operator";

  private final Path home;
  private final boolean tomee;

  TomcatContainer(Path home, Path base, boolean tomee) {
    super(base);
    this.home = home;
    this.tomee = tomee;
  }

  @Override
  void prepare() throws IOException {
    copyTree(home.resolve("conf"), base().resolve("conf"));
    Files.createDirectories(base().resolve("temp"));
    Files.createDirectories(base().resolve("logs"));
    write(
        base().resolve("conf/server.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Server port="-1">
          %s
          <Listener className="org.apache.catalina.core.JreMemoryLeakPreventionListener"/>
          <Listener className="org.apache.catalina.core.ThreadLocalLeakPreventionListener"/>
          <Service name="Catalina">
            <Connector address="127.0.0.1" port="%d" protocol="HTTP/1.1" maxThreads="%d" minSpareThreads="2"/>
            <Engine name="Catalina" defaultHost="localhost">
              <Realm className="org.apache.catalina.realm.MemoryRealm" pathname="conf/users.xml"/>
              <Host name="localhost" appBase="webapps" autoDeploy="false"/>
            </Engine>
          </Service>
        </Server>
        """
            .formatted(
                tomee ? "<Listener className=\"org.apache.tomee.catalina.ServerListener\"/>" : "",
                port(),
                THREADS));
    StringBuilder users = new StringBuilder("<tomcat-users>\n");
    LOGINS.forEach(
        (name, roles) ->
            users.append(
                "  <user username=\"%s\" password=\"%s\" roles=\"%s\"/>\n"
                    .formatted(name, name, String.join(",", roles))));
    write(base().resolve("conf/users.xml"), users + "</tomcat-users>\n");
  }

  /** Adds Tomcat's manager; after {@link #prepare}. */
  void withManager() throws IOException {
    copyTree(home.resolve("webapps/manager"), base().resolve("webapps/manager"));
    write(
        base().resolve("conf/users.xml"),
        "<tomcat-users><user username=\"%1$s\" password=\"%1$s\" roles=\"manager-script\"/></tomcat-users>\n"
            .formatted(OPERATOR));
  }

  /** Has the manager do something; its answer begins with OK when it did. */
  String manage(String command) throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder()
            .encodeToString((OPERATOR + ":" + OPERATOR).getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri("manager", "/text/" + command))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Basic " + credentials)
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  Path deployments() {
    return base().resolve("webapps");
  }

  @Override
  List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk().java());
    // As in catalina.sh; the leak detection needs them.
    for (String opened :
        List.of(
            "java.base/java.lang",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.rmi/sun.rmi.transport")) {
      command.add("--add-opens=" + opened + "=ALL-UNNAMED");
    }
    if (tomee) {
      command.add("-javaagent:" + agent());
    }
    command.addAll(
        List.of(
            "-Djava.util.logging.config.file=" + base().resolve("conf/logging.properties"),
            "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
            "-Dcatalina.home=" + home,
            "-Dcatalina.base=" + base(),
            "-Djava.io.tmpdir=" + base().resolve("temp"),
            "-cp",
            home.resolve("bin/bootstrap.jar")
                + File.pathSeparator
                + home.resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start"));
    return command;
  }

  @Override
  List<Path> logFiles() throws IOException {
    try (Stream<Path> logs = Files.list(base().resolve("logs"))) {
      return logs.filter(log -> log.getFileName().toString().startsWith("localhost.")).toList();
    }
  }

  private Path agent() throws IOException {
    try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
      return libraries
          .filter(library -> library.getFileName().toString().startsWith("openejb-javaagent"))
          .findFirst()
          .orElseThrow();
    }
  }
}
