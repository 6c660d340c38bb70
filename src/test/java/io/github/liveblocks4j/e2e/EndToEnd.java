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

  /** A site whose endpoint asks the development server. */
  final Site.Builder site() {
    return Site.asking(devServer.baseUrl(), DevServer.SECRET_KEY);
  }

  final Site start(Site.Builder site) {
    return closedAfterTest(site.start());
  }

  final RealClient open(URI page) {
    return closedAfterTest(new RealClient(driver, platform, page, devServer.baseUrl()));
  }

  /** The same page as in an intranet: browsers do not trust it, and say less in their requests. */
  final URI withoutTls(URI page) {
    return platform == Platform.NODE
        ? page
        : URI.create(page.toString().replace("127.0.0.1", "app.test"));
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
