package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is mounted on every server where the application mounts, has or switches off something
 * itself: the handbook's snippets as they stand, and more.
 */
class MountingIT {

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("io.github.liveblocks4j.containers.ContainersIT#runs")
  void pathsWhenTheApplicationHasItsOwnThenItKeepsThem(Server server, Jdk jdk) throws Exception {
    Path base = Workspace.fresh("mounting-%s-%d".formatted(server, jdk.feature()));
    List<MountedWar> wars = MountedWar.all(server);
    List<String> failures = new ArrayList<>();
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer container = server.container(base)) {
      container.liveblocks(fake);
      for (MountedWar war : wars) {
        container.deploy(war.content(server.age()), war.name());
      }
      container.start(jdk);
      for (MountedWar war : wars) {
        for (MountedWar.Expected expected : war.responses()) {
          String response = post(container, war.name(), expected);
          if (!expected.isMetBy(response)) {
            failures.add("%s: expected %s, got %s".formatted(war.name(), expected, response));
          }
        }
      }
      container.stop();
      ServerLog log = new ServerLog(container.log());
      failures.addAll(log.complaints());
      for (MountedWar war : wars) {
        String line =
            "Liveblocks endpoint 'liveblocks-auth' of /%s: the jar's own is not mounted at"
                + " /%1$s/api/";
        if (log.count(line.formatted(war.name())) != (war.isLogged() ? 1 : 0)) {
          failures.add(war.name() + ": there should be one line in the log, or none");
        }
      }
    }
    assertThat(failures).as("logs are in %s", base).isEmpty();
    Workspace.delete(base);
  }

  private static String post(
      ServletContainer container, String context, MountedWar.Expected expected) throws Exception {
    var response = container.send(container.post(context, expected.path(), expected.json()));
    return response.statusCode() + " " + response.body();
  }
}
