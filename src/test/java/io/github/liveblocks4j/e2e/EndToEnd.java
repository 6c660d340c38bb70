package io.github.liveblocks4j.e2e;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** What the tests have in common: sites and visitors. */
@Tag("e2e")
abstract class EndToEnd {

  final DevServer devServer = DevServer.shared();

  /** A room id that no other test has. */
  final String room = "room-" + UUID.randomUUID();

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** A site whose endpoint calls the development server; closed after the test. */
  final Site site() {
    return closedAfterTest(new Site(devServer.baseUrl(), DevServer.SECRET_KEY));
  }

  final RealClient open(URI page) {
    return closedAfterTest(new RealClient(page, devServer.baseUrl()));
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
