package io.github.liveblocks4j.containers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tomcat, and TomEE, which is Tomcat with more. */
final class TomcatContainer extends ServletContainer {

  /** The manager's user, and the password. */
  private static final String OPERATOR = "operator";

  private final Path home;
  private final boolean tomee;

  private TomcatContainer(Path home, Path base, boolean tomee) {
    super(base);
    this.home = home;
    this.tomee = tomee;
  }

  TomcatContainer(Path home, Path base) {
    this(home, base, false);
  }

  static TomcatContainer tomee(Path home, Path base) {
    return new TomcatContainer(home, base, true);
  }

  /** What the manager says when all is well. */
  static final String NO_LEAKS = "OK - No memory leaks found";

  /** Returns a prepared Tomcat with its manager, whose user replaces the other. */
  static TomcatContainer managed(Server server, Path base) throws IOException {
    TomcatContainer container = new TomcatContainer(server.home(), base);
    container.prepare();
    Workspace.copyTree(container.home.resolve("webapps/manager"), base.resolve("webapps/manager"));
    container.writeUser(OPERATOR, List.of("manager-script", "manager-jmx"));
    return container;
  }

  @Override
  void prepare() throws IOException {
    Workspace.copyTree(home.resolve("conf"), base().resolve("conf"));
    Files.createDirectories(base().resolve("temp"));
    Files.createDirectories(base().resolve("logs"));
    Workspace.write(
        base().resolve("conf/server.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Server port="-1">
          %4$s
          <!-- No ThreadLocalLeakPreventionListener: by new threads it would hide what ours leave in the old ones. -->
          <Listener className="org.apache.catalina.core.JreMemoryLeakPreventionListener"/>
          <Service name="Catalina">
            <!-- acceptCount: a crowd comes at once. minSpareThreads: see "Undeploying" in the handbook. -->
            <Connector address="127.0.0.1" port="%1$d" protocol="HTTP/1.1" maxThreads="%2$d" minSpareThreads="%2$d" acceptCount="2048" connectionTimeout="%3$d"/>
            <Engine name="Catalina" defaultHost="localhost">
              <Realm className="org.apache.catalina.realm.MemoryRealm" pathname="conf/users.xml"/>
              <Host name="localhost" appBase="webapps" autoDeploy="false"/>
            </Engine>
          </Service>
        </Server>
        """
            .formatted(
                port(),
                THREADS,
                READ_TIMEOUT.toMillis(),
                tomee ? "<Listener className=\"org.apache.tomee.catalina.ServerListener\"/>" : ""));
    writeUser(USER, ROLES);
  }

  private void writeUser(String name, List<String> roles) throws IOException {
    Workspace.write(
        base().resolve("conf/users.xml"),
        "<tomcat-users><user username=\"%1$s\" password=\"%1$s\" roles=\"%2$s\"/></tomcat-users>"
            .formatted(name, String.join(",", roles)));
  }

  /** Has the manager do something; its response begins with OK when it did. */
  String manage(String command) throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder()
            .encodeToString((OPERATOR + ":" + OPERATOR).getBytes(StandardCharsets.UTF_8));
    return send(request("manager", "/" + command).header("Authorization", "Basic " + credentials))
        .body();
  }

  /**
   * Asks the manager for stopped applications in memory.
   *
   * <p>The garbage is collected from outside, and again: the manager's own request runs in methods
   * of Tomcat into which the JIT may have compiled those of the application, and as long as they
   * run, its class loader stays.
   *
   * @return what the manager says at last, with the heap dump to look at if it found a leak
   */
  String leaks() throws IOException, InterruptedException {
    String leaks = "";
    for (int i = 0; i < 10; i++) {
      collectGarbage();
      leaks = manage("text/findleaks?statusLine=true");
      if (leaks.startsWith(NO_LEAKS)) {
        return leaks;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    Path dump = Path.of("target", "leak-" + System.nanoTime() + ".hprof").toAbsolutePath();
    return leaks
        + manage(
            "jmxproxy/?invoke=com.sun.management:type=HotSpotDiagnostic&op=dumpHeap&ps="
                + dump
                + ",true");
  }

  @Override
  Path deployments() {
    return base().resolve("webapps");
  }

  @Override
  List<String> command(Jdk jdk) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java());
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
