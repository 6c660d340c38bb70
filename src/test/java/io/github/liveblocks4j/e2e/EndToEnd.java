package io.github.liveblocks4j.e2e;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;

/** What the tests have in common: platforms to run on, sites and visitors. */
@Tag("e2e")
@ParameterizedClass
@ExtendWith(SharedProcesses.class)
abstract class EndToEnd {

  /** Where the real client runs. */
  enum Platform {
    NODE,
    CHROMIUM
  }

  final Platform platform;
  final DevServer devServer;

  /** A room id that no other test has. */
  final String room = "room-" + UUID.randomUUID();

  private final ClientDriver driver;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  EndToEnd(Platform platform, DevServer devServer, ClientDriver driver) {
    this.platform = platform;
    this.devServer = devServer;
    this.driver = driver;
  }

  /** A site whose endpoint calls the development server; closed after the test. */
  final Site site() {
    return closedAfterTest(new Site(devServer.baseUrl(), DevServer.SECRET_KEY));
  }

  final RealClient open(URI page) {
    return closedAfterTest(new RealClient(driver, platform, page, devServer.baseUrl()));
  }

  final <T extends AutoCloseable> T closedAfterTest(T resource) {
    opened.push(resource);
    return resource;
  }

  @AfterEach
  final void closeAll() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
