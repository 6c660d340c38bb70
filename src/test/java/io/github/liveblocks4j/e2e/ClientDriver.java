package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.internal.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Node process in which, or in whose Chromium, the real clients run: client-driver.mjs. */
final class ClientDriver implements AutoCloseable {

  private final Json json = new Json();
  private final ChildProcess process = new ChildProcess("node", "client-driver.mjs");

  /**
   * Calls a method of a visitor.
   *
   * @return its value
   * @throws AssertionError with what JavaScript threw and the driver's log
   */
  @Nullable Object call(String visitor, String method, Object... arguments) {
    String request =
        json.writeAny("request", Map.of("visitor", visitor, "method", method, "args", arguments));
    Map<String, Object> outcome = Json.toMap(json.readObject(process.ask(request)));
    Object error = outcome.get("error");
    if (error != null) {
      throw new AssertionError("%s of %s: %s%s".formatted(method, visitor, error, process.log()));
    }
    return outcome.get("value");
  }

  @Override
  public void close() {
    process.close();
    json.close();
  }
}
