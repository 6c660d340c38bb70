package io.github.liveblocks4j.containers;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every server with every kind of web application, and with those that mount, have or switch off
 * something themselves: the handbook's snippets as they stand, and more. {@code -Dcontainers=all}
 * takes the large servers and {@code JAVA25_HOME} as well; {@code
 * -Dcontainers.only=TOMCAT_10,JETTY_EE8} picks from that.
 */
class ContainersIT {

  private static final boolean ALL = System.getProperty("containers", "").equals("all");
  private static final String ONLY = System.getProperty("containers.only", "");

  static Stream<Arguments> runs() {
    List<Jdk> jdks = ALL ? Jdk.all() : List.of(Jdk.current());
    return Arrays.stream(Server.values())
        .filter(server -> ALL || server.has(Server.Trait.SMALL))
        .filter(server -> ONLY.isEmpty() || List.of(ONLY.split(",")).contains(server.name()))
        .flatMap(
            server -> jdks.stream().filter(server::runsWith).map(jdk -> Arguments.of(server, jdk)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("runs")
  void serverServesEveryKindOfWar(Server server, Jdk jdk) throws Exception {
    Path base = Workspace.fresh("%s-%d".formatted(server, jdk.feature()));
    List<WarKind> wars = Arrays.stream(WarKind.values()).filter(war -> war.fits(server)).toList();
    List<MountedWar> mounted = MountedWar.all(server);
    SoftAssertions softly = new SoftAssertions();
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer container = server.container(base)) {
      container.liveblocks(fake);
      container.environment("LIVEBLOCKS_DEADLINE", ServletContainer.DEADLINE.toString());
      container.environment("LIVEBLOCKS_WEBHOOK_SECRET", EndpointChecks.WEBHOOK_SECRET);
      for (WarKind war : wars) {
        container.deploy(war.content(server.age(), fake), war.context());
      }
      for (MountedWar war : mounted) {
        container.deploy(war.content(server.age()), war.name());
      }
      container.start(jdk);
      for (MountedWar war : mounted) {
        softly.assertThatCode(() -> war.check(container)).as(war.name()).doesNotThrowAnyException();
      }
      for (WarKind war : wars) {
        EndpointChecks checks = new EndpointChecks(container, war, fake);
        checks
            .all()
            .forEach(
                (name, check) ->
                    softly.assertThatCode(check).as(war + ": " + name).doesNotThrowAnyException());
      }
      // Last: beside requests that it refuses, Jetty 12.1 may garble those of others.
      String path = "/" + WarKind.FRAGMENT.context() + WarKind.FRAGMENT.idTokens();
      softly.assertThat(HostileRequests.send(server, container.port(), path, fake)).isEmpty();
      container.stop();
      ServerLog log = new ServerLog(container.log());
      softly.assertThat(log.complaints()).as("complaints in %s", base).isEmpty();
      for (String once : ServerLog.REQUIRED) {
        softly.assertThat(log.count(once)).as(once).isEqualTo(1);
      }
      for (MountedWar war : mounted) {
        softly
            .assertThat(log.count(war.logLine()))
            .as(war.logLine())
            .isEqualTo(war.isLogged() ? 1 : 0);
      }
    }
    softly.assertAll();
    Workspace.delete(base);
  }
}
