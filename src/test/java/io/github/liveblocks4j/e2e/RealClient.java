package io.github.liveblocks4j.e2e;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One visitor with one page, on which the real Liveblocks client runs. The page is driven by
 * JavaScript expressions, which know {@code room}, {@code client}, {@code others} (of the room),
 * {@code errors} (what the room reported so far), {@code notes} (an array to keep things in), and
 * {@code LiveObject}; {@code lookUp(store, ids)} and {@code suggest(query)}, which ask as the
 * client's React hooks do; and {@code liveblocks} of a loaded module.
 */
final class RealClient implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ClientDriver driver;
  private final URI liveblocks;
  private final String name = "visitor" + COUNT.incrementAndGet();

  /**
   * @param page what the visitor opens; the cookies that it sets are kept
   * @param liveblocks where the client shall connect
   */
  RealClient(ClientDriver driver, URI page, URI liveblocks) {
    this.driver = driver;
    this.liveblocks = liveblocks;
    driver.call(name, "open", page.toString());
  }

  /** Imports the module for pages. */
  void load(URI module) {
    driver.call(name, "load", module.toString());
  }

  /**
   * Enters a room, and does not wait for it.
   *
   * @param auth members for the options of {@code createClient}
   */
  void enter(String room, String auth) {
    enter(room, auth, "");
  }

  /**
   * The same with members for the options of {@code enterRoom}.
   *
   * @param entry for example {@code initialPresence: {}}
   */
  void enter(String room, String auth, String entry) {
    driver.call(
        name,
        "enter",
        room,
        "{ baseUrl: '%s', %s }".formatted(liveblocks, auth),
        "{" + entry + "}");
  }

  /** Enters a room and waits for it. */
  void connect(String room, String auth) {
    enter(room, auth);
    until("room.getStatus() === 'connected' && room.getSelf() !== null");
  }

  /** The value of an expression as plain Java; numbers are {@code BigDecimal}. */
  @Nullable Object value(String expression) {
    return driver.call(name, "evaluate", expression);
  }

  /** Waits until a condition holds. */
  void until(String condition) {
    driver.call(name, "until", condition);
  }

  @Override
  public void close() {
    driver.call(name, "close");
  }
}
