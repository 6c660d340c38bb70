package io.github.liveblocks4j.support.scan;

import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each class of tests in which a secret shows up where none may. JUnit finds it by itself: no
 * test asks for it, and none can forget it.
 */
public final class SecretsScan implements BeforeAllCallback, AfterAllCallback {

  private static final Leaks LEAKS = new Leaks();
  private static final LoudLog LOG = new LoudLog(LEAKS);
  private static final ThrownExceptions THROWN = new ThrownExceptions(LEAKS);

  /** Returns a handler that scans the responses of another. */
  public static Handler around(Handler handler) {
    return new ResponseScan(handler, LEAKS);
  }

  /** Logs as applications do until the end of this class of tests: it measures what that costs. */
  public static void logAsUsual() {
    LOG.turnDown();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    LOG.turnUp();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    THROWN.scan();
    List<String> leaks = LEAKS.take();
    if (!leaks.isEmpty()) {
      throw new AssertionError("secrets have shown up:\n" + String.join("\n", leaks));
    }
  }
}
