package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 12 with one of its environments, or one of the Jettys before it, which were for one age
 * each. Few threads, so that blocking ones are noticed.
 */
final class JettyContainer extends ServletContainer {

  /** Below this Jetty does not start: its own threads are among them. */
  private static final int THREADS = 12;

  private final Path home;
  private final @Nullable String environment;

  JettyContainer(Path home, Path base, @Nullable String environment) {
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
                (environment == null ? "--add-to-start=" : "--add-modules=")
                    + "server,http,"
                    + modules())
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
    write(usersFile(), users.toString());
    write(
        base().resolve("etc/realm.xml"),
        """
        <?xml version="1.0"?>
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "%s">
        <Configure id="Server" class="org.eclipse.jetty.server.Server">
          %s
          <Call name="addBean">
            <Arg>
              <New class="org.eclipse.jetty.security.HashLoginService">
                <Set name="name">matrix</Set>
                <Set name="config">%s</Set>
              </New>
            </Arg>
          </Call>
        </Configure>
        """
            .formatted(dtd(), environment == null ? "" : usersAsResource(), users()));
    write(base().resolve("start.d/realm.ini"), "etc/realm.xml\n");
  }

  private String modules() {
    return environment == null
        ? "deploy,annotations"
        : "%1$s-deploy,%1$s-annotations".formatted(environment);
  }

  // Each Jetty knows those of its own age and looks up no other.
  private String dtd() {
    return environment == null
        ? "https://www.eclipse.org/jetty/configure_9_3.dtd"
        : "https://jetty.org/configure_10_0.dtd";
  }

  private String users() {
    return environment == null ? usersFile().toString() : "<Ref refid=\"users\"/>";
  }

  private String usersAsResource() {
    return """
        <Call id="ResourceFactory" class="org.eclipse.jetty.util.resource.ResourceFactory" name="of">
            <Arg><Ref refid="Server"/></Arg>
            <Call id="users" name="newResource"><Arg>%s</Arg></Call>
          </Call>\
        """
        .formatted(usersFile().toUri());
  }

  private Path usersFile() {
    return base().resolve("etc/users.properties");
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
