package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The servlet containers: how each is laid out, and started in the foreground. */
enum Product {
  TOMCAT("Tomcat", "Server startup in \\[\\d+] milliseconds") {
    @Override
    List<String> prepare(Path base, int port, ServerSetup setup) throws IOException {
      Path home = home();
      Workspace.copyTree(home.resolve("conf"), base.resolve("conf"));
      Files.createDirectories(base.resolve("temp"));
      Files.createDirectories(base.resolve("logs"));
      Files.writeString(
          base.resolve("conf/server.xml"),
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <Server port="-1">
            <Service name="Catalina">
              <Connector address="127.0.0.1" port="%d" protocol="HTTP/1.1" maxThreads="%d"
                         minSpareThreads="%d" maxConnections="12000" acceptCount="4096"
                         connectionTimeout="120000" maxKeepAliveRequests="-1" useVirtualThreads="%s"/>
              <Engine name="Catalina" defaultHost="localhost">
                <Host name="localhost" appBase="webapps" autoDeploy="false"/>
              </Engine>
            </Service>
          </Server>
          """
              .formatted(port, setup.threads(), Math.min(10, setup.threads()), setup.virtual()));
      return List.of(
          "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
          "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
          "-Dcatalina.home=" + home,
          "-Dcatalina.base=" + base,
          "-Djava.io.tmpdir=" + base.resolve("temp"),
          "-cp",
          home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
          "org.apache.catalina.startup.Bootstrap",
          "start");
    }
  },
  JETTY("Jetty", "Started oejs.Server@") {
    @Override
    List<String> prepare(Path base, int port, ServerSetup setup)
        throws IOException, InterruptedException {
      Path home = home();
      Files.createDirectories(base.resolve("tmp"));
      String modules = "server,http,ee11-deploy,ee11-annotations";
      Program.run(
          base,
          Map.of(),
          Duration.ofSeconds(60),
          List.of(
              setup.jdk().java(),
              "-jar",
              home.resolve("start.jar").toString(),
              "--add-modules=" + modules + (setup.virtual() ? ",threadpool-virtual" : "")));
      List<String> command =
          new ArrayList<>(
              List.of(
                  "-Djava.io.tmpdir=" + base.resolve("tmp"),
                  "-jar",
                  home.resolve("start.jar").toString(),
                  "jetty.http.host=127.0.0.1",
                  "jetty.http.port=" + port,
                  "jetty.http.acceptQueueSize=4096",
                  "jetty.http.idleTimeout=120000"));
      if (!setup.virtual()) {
        command.add("jetty.threadPool.maxThreads=" + setup.threads());
        command.add("jetty.threadPool.minThreads=" + Math.min(10, setup.threads()));
      }
      return command;
    }
  };

  private final String title;
  private final Pattern started;

  Product(String title, String started) {
    this.title = title;
    this.started = Pattern.compile(started);
  }

  /** Writes the configuration; returns what follows the JVM's own options. */
  abstract List<String> prepare(Path base, int port, ServerSetup setup)
      throws IOException, InterruptedException;

  /** Returns what it prints when it has started. */
  Pattern started() {
    return started;
  }

  /** Returns product and version. */
  String title() throws IOException {
    return title + " " + home().getFileName().toString().replaceAll("^[^0-9]*", "");
  }

  Path home() throws IOException {
    return Workspace.onlyFileIn(Workspace.path("servers").resolve(title.toLowerCase(Locale.ROOT)));
  }
}
