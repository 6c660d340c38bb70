package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.internal.Json;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One visitor with one page, on which the real Liveblocks client runs. The page is driven by
 * JavaScript expressions, which know {@code room}, {@code client}, {@code others} (of the room),
 * {@code errors} (what the room reported so far), and {@code notes} (an array to keep things in);
 * {@code lookUp(store, ids)} and {@code suggest(query)}, which ask as the client's React hooks do;
 * and {@code liveblocks} of a loaded module.
 */
final class RealClient implements AutoCloseable {

  /** In whose Chromium all run; ends with this process, as every ChildProcess does. */
  private static final ChildProcess DRIVER =
      new ChildProcess("node", "client-driver.mjs", DevServer.bun());

  private static final Json JSON = new Json();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final URI liveblocks;
  private final String name = "visitor" + COUNT.incrementAndGet();

  /**
   * @param page what the visitor opens; the cookies that it sets are kept
   * @param liveblocks where the client shall connect
   */
  RealClient(URI page, URI liveblocks) {
    this.liveblocks = liveblocks;
    call("open", page.toString());
  }

  /**
   * Calls a method of the page's program; fails with what JavaScript threw and the driver's log.
   */
  private @Nullable Object call(String method, Object... arguments) {
    String request =
        JSON.writeAny("request", Map.of("visitor", name, "method", method, "args", arguments));
    Map<String, Object> outcome = Json.toMap(JSON.readObject(DRIVER.ask(request)));
    Object error = outcome.get("error");
    if (error != null) {
      throw new AssertionError("%s of %s: %s%s".formatted(method, name, error, DRIVER.log()));
    }
    return outcome.get("value");
  }

  /** Imports the module for pages. */
  void load(URI module) {
    call("load", module.toString());
  }

  /**
   * Enters a room, and does not wait for it.
   *
   * @param auth members for the options of {@code createClient}
   */
  void enter(String room, String auth) {
    call("enter", room, "{ baseUrl: '%s', %s }".formatted(liveblocks, auth));
  }

  /** Enters a room and waits for it. */
  void connect(String room, String auth) {
    enter(room, auth);
    until("room.getStatus() === 'connected' && room.getSelf() !== null");
  }

  /** The value of an expression as plain Java; numbers are {@code BigDecimal}. */
  @Nullable Object value(String expression) {
    return call("evaluate", expression);
  }

  /** Waits until a condition holds. */
  void until(String condition) {
    call("until", condition);
  }

  @Override
  public void close() {
    call("close");
  }
}
