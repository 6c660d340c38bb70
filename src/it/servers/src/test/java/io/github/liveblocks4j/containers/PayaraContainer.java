package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro: one jar that runs applications. */
final class PayaraContainer extends ServletContainer {

  private final Path jar;

  PayaraContainer(Path jar, Path base) {
    super(base);
    this.jar = jar;
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(base().resolve("tmp"));
    Workspace.write(
        base().resolve("preboot"),
        "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n");
    Path password = base().resolve("password");
    Workspace.write(password, "AS_ADMIN_USERPASSWORD=" + USER + "\n");
    Workspace.write(
        base().resolve("postboot"),
        "create-file-user --passwordfile %s --groups %s %s\n"
            .formatted(password, String.join(":", ROLES), USER));
  }

  @Override
  Path deployments() {
    return base().resolve("applications");
  }

  @Override
  List<String> command(Jdk jdk) {
    List<String> command =
        new ArrayList<>(
            List.of(
                jdk.java(),
                "-Djava.io.tmpdir=" + base().resolve("tmp"),
                "-jar",
                jar.toString(),
                "--nocluster",
                "--rootDir",
                base().resolve("root").toString(),
                "--port",
                Integer.toString(port()),
                "--prebootcommandfile",
                base().resolve("preboot").toString(),
                "--postbootcommandfile",
                base().resolve("postboot").toString()));
    for (String context : contexts()) {
      command.add("--deploy");
      command.add(deployments().resolve(context + ".war").toString());
    }
    return command;
  }
}
