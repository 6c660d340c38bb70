package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers say about the wrong jar, as the troubleshooting chapter quotes it. */
class WrongJarIT {

  private static final Document TROUBLESHOOTING = Document.of("src/docs/troubleshooting.md");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  // log: jakarta-jar-in-javax-server
  @ParameterizedTest
  @EnumSource(names = "TOMCAT_9")
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void startWhenTheJarIsForJakartaThenTheServletIsNotFound(Server server) throws Exception {
    assertSays(server, "log: jakarta-jar-in-javax-server", Age.JAKARTA.standalone());
  }

  // log: javax-jar-in-jakarta-server
  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_10", "TOMCAT_11"})
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void startWhenTheJarIsForJavaxThenTheServletIsNotFound(Server server) throws Exception {
    assertSays(server, "log: javax-jar-in-jakarta-server", Age.JAVAX.standalone());
  }

  // log: two-jars
  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_9", "TOMCAT_10", "TOMCAT_11"})
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void startWhenThereAreTwoJarsThenTheApplicationIsNotDeployed(Server server) throws Exception {
    assertSays(server, "log: two-jars", Age.JAKARTA.standalone(), Age.JAVAX.standalone());
  }

  // log: two-jars-jetty
  @ParameterizedTest
  @EnumSource(names = "JETTY_EE10")
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void startWhenThereAreTwoJarsInJettyThenTheApplicationIsNotDeployed(Server server)
      throws Exception {
    assertSays(server, "log: two-jars-jetty", Age.JAKARTA.standalone(), Age.JAVAX.standalone());
  }

  private static void assertSays(Server server, String mark, Path... jars) throws Exception {
    Path work = Workspace.fresh("wrong-jar");
    List<String> quoted = TROUBLESHOOTING.block(mark).lines().map(String::strip).toList();
    Path war = work.resolve("mywar.war");
    new TestWar().libraries(Stream.of(jars).toList()).writeTo(war);
    Path sound = work.resolve("sound.war");
    new TestWar().writeTo(sound);
    try (ServletContainer container = server.container(work.resolve("base"))) {
      container.deploy(sound, "sound");
      // Not by deploy: it may never be up.
      Files.copy(war, container.deployments().resolve("mywar.war"));
      container.environment("LIVEBLOCKS_SECRET_KEY", "sk_test");
      container.start(Jdk.current());

      long deadline = System.nanoTime() + LONGEST.toNanos();
      while (!quoted.stream().allMatch(container.log()::contains) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(POLL.toNanos());
      }
      assertThat(container.log()).contains(quoted);
    }
    Workspace.delete(work);
  }
}
