package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Jetty 9 to 11, which were for one age each, and Jetty 12 with one of its environments. */
final class JettyContainer extends ServletContainer {

  private final Path home;
  private final String environment;

  private JettyContainer(Path home, Path base, String environment) {
    super(base);
    this.home = home;
    this.environment = environment;
  }

  /**
   * Returns the factory for an environment.
   *
   * @param environment the beginning of its modules' names; empty before Jetty 12
   */
  static Server.Factory withModules(String environment) {
    return (home, base) -> new JettyContainer(home, base, environment);
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(base().resolve("tmp"));
    addModules("server,http,%1$sdeploy,%1$sannotations".formatted(environment));
    Workspace.write(
        base().resolve("etc/realm.xml"),
        """
        <?xml version="1.0"?>
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://www.eclipse.org/jetty/configure_9_3.dtd">
        <Configure id="Server" class="org.eclipse.jetty.server.Server">
          <Call name="addBean">
            <Arg>
              <New class="org.eclipse.jetty.security.HashLoginService">
                <Set name="name">matrix</Set>
                <Set name="userStore">
                  <New class="org.eclipse.jetty.security.UserStore">
                    <Call name="addUser">
                      <Arg>%1$s</Arg>
                      <Arg><New class="org.eclipse.jetty.util.security.Password"><Arg>%1$s</Arg></New></Arg>
                      <Arg><Array type="java.lang.String"><Item>%2$s</Item></Array></Arg>
                    </Call>
                  </New>
                </Set>
              </New>
            </Arg>
          </Call>
        </Configure>
        """
            .formatted(USER, String.join("</Item><Item>", ROLES)));
    Workspace.write(base().resolve("start.d/realm.ini"), "etc/realm.xml\n");
  }

  private void addModules(String modules) throws IOException {
    Path log = base().resolve("setup.log");
    Process setup =
        new ProcessBuilder(
                Jdk.current().java(),
                "-jar",
                home.resolve("start.jar").toString(),
                "--add-to-start=" + modules)
            .directory(base().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!setup.waitFor(5, TimeUnit.MINUTES) || setup.exitValue() != 0) {
        throw new IOException("Jetty's setup failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      setup.destroyForcibly();
    }
  }

  @Override
  Path deployments() {
    return base().resolve("webapps");
  }

  @Override
  List<String> command(Jdk jdk) {
    return List.of(
        jdk.java(),
        "-Djava.io.tmpdir=" + base().resolve("tmp"),
        "-jar",
        home.resolve("start.jar").toString(),
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=" + port(),
        "jetty.http.idleTimeout=" + READ_TIMEOUT.toMillis(),
        "jetty.http.acceptQueueSize=2048", // A crowd comes at once.
        "jetty.threadPool.minThreads=" + THREADS,
        "jetty.threadPool.maxThreads=" + THREADS);
  }
}
