package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Jetty 12 with one of its environments. Few threads, so that blocking ones are noticed. */
final class JettyContainer extends ServletContainer {

  /** Below this Jetty does not start: its own threads are among them. */
  private static final int THREADS = 12;

  private final Path home;
  private final String environment;

  JettyContainer(Path home, Path base, String environment) {
    super(base);
    this.home = home;
    this.environment = environment;
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(base().resolve("tmp"));
    Process setup =
        new ProcessBuilder(
                Jdk.current().java(),
                "-jar",
                home.resolve("start.jar").toString(),
                "--add-modules=server,http,%1$s-deploy,%1$s-annotations".formatted(environment))
            .directory(base().toFile())
            .redirectErrorStream(true)
            .redirectOutput(base().resolve("setup.log").toFile())
            .start();
    try {
      if (!setup.waitFor(60, TimeUnit.SECONDS) || setup.exitValue() != 0) {
        setup.destroyForcibly();
        throw new IOException(
            "Jetty's setup failed: " + Files.readString(base().resolve("setup.log")));
      }
    } catch (InterruptedException e) {
      setup.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    StringBuilder users = new StringBuilder();
    LOGINS.forEach(
        (name, roles) ->
            users.append("%s: %s,%s\n".formatted(name, name, String.join(",", roles))));
    write(base().resolve("etc/users.properties"), users.toString());
    write(
        base().resolve("etc/realm.xml"),
        """
        <?xml version="1.0"?>
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
        <Configure id="Server" class="org.eclipse.jetty.server.Server">
          <Call id="ResourceFactory" class="org.eclipse.jetty.util.resource.ResourceFactory" name="of">
            <Arg><Ref refid="Server"/></Arg>
            <Call id="users" name="newResource"><Arg>%s</Arg></Call>
          </Call>
          <Call name="addBean">
            <Arg>
              <New class="org.eclipse.jetty.security.HashLoginService">
                <Set name="name">matrix</Set>
                <Set name="config"><Ref refid="users"/></Set>
              </New>
            </Arg>
          </Call>
        </Configure>
        """
            .formatted(base().resolve("etc/users.properties").toUri()));
    write(base().resolve("start.d/realm.ini"), "etc/realm.xml\n");
  }

  @Override
  Path deployments() {
    return base().resolve("webapps");
  }

  @Override
  List<String> command() {
    return List.of(
        jdk().java(),
        "-Djava.io.tmpdir=" + base().resolve("tmp"),
        "-jar",
        home.resolve("start.jar").toString(),
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=" + port(),
        "jetty.threadPool.minThreads=" + THREADS,
        "jetty.threadPool.maxThreads=" + THREADS);
  }
}
