package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Open Liberty with CDI and a JSON-B of its own. */
final class LibertyContainer extends ServletContainer {

  private final Path home;

  LibertyContainer(Path home, Path base) {
    super(base);
    this.home = home.resolve("wlp");
  }

  @Override
  void prepare() throws IOException {
    // Without a mapping, the groups of these names have the roles.
    StringBuilder groups = new StringBuilder();
    ROLES.forEach(
        role ->
            groups.append(
                "    <group name=\"%s\"><member name=\"%s\"/></group>\n".formatted(role, USER)));
    Workspace.write(
        server().resolve("server.xml"),
        """
        <server>
          <featureManager>
            <feature>servlet-6.0</feature>
            <feature>jsonb-3.0</feature>
            <feature>cdi-4.0</feature>
            <feature>appSecurity-5.0</feature>
          </featureManager>
          <!-- Everything once: messages.log has it. -->
          <logging consoleLogLevel="OFF" copySystemStreams="false"/>
          <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%1$d" httpsPort="-1">
            <httpOptions readTimeout="%4$ds"/>
          </httpEndpoint>
          <!-- Else as few as four, and no more as long as the processors are busy. -->
          <executor coreThreads="%5$d" maxThreads="%5$d"/>
          <basicRegistry realm="matrix">
            <user name="%2$s" password="%2$s"/>
        %3$s  </basicRegistry>
        </server>
        """
            .formatted(port(), USER, groups, READ_TIMEOUT.toSeconds(), THREADS));
    environment("WLP_USER_DIR", base().resolve("usr").toString());
  }

  private Path server() {
    return base().resolve("usr/servers/matrix");
  }

  @Override
  Path deployments() {
    return server().resolve("dropins");
  }

  @Override
  List<String> command(Jdk jdk) {
    return List.of(home.resolve("bin/server").toString(), "run", "matrix");
  }

  @Override
  List<Path> logFiles() {
    return List.of(server().resolve("logs/messages.log"));
  }
}
