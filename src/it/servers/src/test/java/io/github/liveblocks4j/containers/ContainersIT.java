package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every server with every kind of web application. {@code -Dcontainers=all} takes the large servers
 * and {@code JAVA25_HOME} as well; {@code -Dcontainers.only=TOMCAT_10,JETTY_EE8} picks from that.
 */
class ContainersIT {

  private static final boolean ALL = System.getProperty("containers", "").equals("all");
  private static final String ONLY = System.getProperty("containers.only", "");

  private final List<String> failures = new ArrayList<>();

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
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer container = server.container(base)) {
      container.liveblocks(fake);
      container.environment("LIVEBLOCKS_DEADLINE", ServletContainer.DEADLINE.toString());
      container.environment("LIVEBLOCKS_WEBHOOK_SECRET", EndpointChecks.WEBHOOK_SECRET);
      for (WarKind war : wars) {
        container.deploy(war.content(server.age(), fake), war.context());
      }
      container.start(jdk);
      for (WarKind war : wars) {
        EndpointChecks checks = new EndpointChecks(container, war, fake);
        checks.all().forEach((name, check) -> attempt(war.title() + ": " + name, check));
      }
      // Last: beside requests that it refuses, Jetty 12.1 may garble those of others.
      String path = "/" + WarKind.FRAGMENT.context() + WarKind.FRAGMENT.idTokens();
      failures.addAll(HostileRequests.send(server, container.port(), path, fake));
      container.stop();
      checkLog(new ServerLog(container.log()));
    }
    assertThat(failures).as("logs are in %s", base).isEmpty();
    Workspace.delete(base);
  }

  private void attempt(String name, EndpointChecks.Check check) {
    try {
      check.run();
    } catch (Exception | AssertionError e) {
      failures.add(name + ": " + e);
    }
  }

  private void checkLog(ServerLog log) {
    log.complaints().forEach(complaint -> failures.add("the log: " + complaint));
    ServerLog.REQUIRED.stream()
        .filter(text -> log.count(text) != 1)
        .forEach(
            text -> failures.add("the log says %d times: %s".formatted(log.count(text), text)));
  }
}
