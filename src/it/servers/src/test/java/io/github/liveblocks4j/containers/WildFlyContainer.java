package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** WildFly, standalone, with the read timeout that src/docs/mounting.md asks for. */
final class WildFlyContainer extends ServletContainer {

  private static final String REALM = "ApplicationRealm";

  private static final String LISTENER = "<http-listener name=\"default\" ";

  private final Path home;

  WildFlyContainer(Path home, Path base) {
    super(base);
    this.home = home;
  }

  @Override
  void prepare() throws IOException {
    Workspace.copyTree(
        home.resolve("standalone/configuration"),
        Files.createDirectories(server()).resolve("configuration"));
    Path configuration = server().resolve("configuration/standalone.xml");
    Workspace.write(
        configuration,
        Files.readString(configuration)
            .replace(LISTENER, LISTENER + "read-timeout=\"" + READ_TIMEOUT.toMillis() + "\" "));
    Workspace.write(
        server().resolve("configuration/application-users.properties"),
        "%s=%s\n".formatted(USER, md5(USER + ":" + REALM + ":" + USER)));
    Workspace.write(
        server().resolve("configuration/application-roles.properties"),
        "%s=%s\n".formatted(USER, String.join(",", ROLES)));
  }

  private Path server() {
    return base().resolve("standalone");
  }

  @Override
  Path deployments() {
    return server().resolve("deployments");
  }

  @Override
  List<String> command(Jdk jdk) {
    return List.of(
        home.resolve("bin/standalone.sh").toString(),
        "-Djboss.server.base.dir=" + server(),
        "-Djboss.bind.address=127.0.0.1",
        "-Djboss.bind.address.management=127.0.0.1",
        "-Djboss.http.port=" + port(),
        "-Djboss.https.port=" + freePort(),
        "-Djboss.management.http.port=" + freePort(),
        "-Djboss.management.https.port=" + freePort());
  }

  /** The form in which the server keeps passwords for HTTP's digest. */
  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
