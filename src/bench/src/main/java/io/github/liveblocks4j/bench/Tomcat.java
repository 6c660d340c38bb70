package io.github.liveblocks4j.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Tomcat with its default settings, and an application with a jar of ours. */
final class Tomcat {

  /** The user whom a header names; compiled against each jar. js/liveblocks.mjs does the same. */
  private static final String RESOLVER =
      """
      public final class Visitor implements io.github.liveblocks4j.servlet.UserResolver {
        public io.github.liveblocks4j.auth.LiveblocksUser resolve(
            io.github.liveblocks4j.servlet.AuthRequest request) {
          return io.github.liveblocks4j.auth.LiveblocksUser.of(request.http().getHeader("X-User"))
              .groupIds("designers")
              .userInfo(java.util.Map.of("name", "Alice"));
        }
      }
      """;

  private Tomcat() {}

  /** Starts a Tomcat whose application has this jar, and waits until the endpoint is ready. */
  static Server start(Path jdk, Path jar, Server upstream, Map<String, String> settings)
      throws IOException, InterruptedException {
    int port = Server.freePort();
    Path base = Files.createTempDirectory(Server.TARGET, "tomcat-");
    for (String directory : List.of("conf", "logs", "temp", "webapps/app/WEB-INF/lib")) {
      Files.createDirectories(base.resolve(directory));
    }
    for (String file : List.of("web.xml", "logging.properties")) {
      Files.copy(home().resolve("conf").resolve(file), base.resolve("conf").resolve(file));
    }
    Files.writeString(
        base.resolve("conf/server.xml"),
        """
        <Server port="-1">
          <Service name="Catalina">
            <Connector address="127.0.0.1" port="%d" maxConnections="20000" acceptCount="4096"
                       connectionTimeout="120000" maxKeepAliveRequests="-1"/>
            <Engine name="Catalina" defaultHost="localhost">
              <Host name="localhost" appBase="webapps" autoDeploy="false"/>
            </Engine>
          </Service>
        </Server>
        """
            .formatted(port));
    application(base.resolve("webapps/app/WEB-INF"), jar);
    List<String> command = new ArrayList<>(List.of(Server.java(jdk)));
    if (upstream.secure()) {
      command.add("-Djavax.net.ssl.trustStore=" + Server.keyStore());
      command.add("-Djavax.net.ssl.trustStorePassword=" + Server.PASSWORD);
    }
    command.addAll(
        List.of(
            "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
            "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
            "-Dcatalina.home=" + home(),
            "-Dcatalina.base=" + base,
            "-Djava.io.tmpdir=" + base.resolve("temp"),
            "-cp",
            home().resolve("bin/bootstrap.jar")
                + File.pathSeparator
                + home().resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start"));
    Map<String, String> environment = new HashMap<>(upstream.settings());
    environment.putAll(settings);
    return Server.start(
        base, port, false, command, environment, "Server startup in", "'liveblocks-auth'.* ready");
  }

  private static void application(Path webInf, Path jar) throws IOException {
    Files.copy(jar, webInf.resolve("lib/liveblocks-servlet.jar"));
    Path classes = webInf.resolve("classes");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("io.github.liveblocks4j.servlet.UserResolver"), "Visitor");
    Path source = Files.writeString(webInf.resolve("Visitor.java"), RESOLVER);
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                jar + File.pathSeparator + home().resolve("lib/servlet-api.jar"),
                "--release",
                "17",
                "-d",
                classes.toString(),
                source.toString());
    if (errors != 0) {
      throw new IOException("The resolver does not compile against " + jar);
    }
  }

  private static Path home() throws IOException {
    return Server.only(Server.TARGET.resolve("servers"), "apache-tomcat-");
  }

  static String version() throws IOException {
    return home().getFileName().toString().replace("apache-tomcat-", "Tomcat ");
  }
}
