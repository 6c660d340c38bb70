package io.github.liveblocks4j.testing;

import io.github.liveblocks4j.Liveblocks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a {@link FakeLiveblocks} for JUnit Jupiter tests and closes it after them. A test gets it,
 * and a client of it, as parameters or from the field:
 *
 * <pre>{@code
 * @ExtendWith(FakeLiveblocksExtension.class)
 * class RoomsTest {
 *   @Test
 *   void roomIsPrivate(FakeLiveblocks fake, Liveblocks liveblocks) { … }
 * }
 *
 * class OtherRoomsTest {
 *   @RegisterExtension static final FakeLiveblocksExtension FAKE = new FakeLiveblocksExtension();
 * }
 * }</pre>
 *
 * <p>On a class or in a static field, there is one fake for the class, on one port, and it is
 * {@linkplain FakeLiveblocks#reset reset} before each test, before its {@code @BeforeEach} methods.
 * In an instance field or on a method, each test has a fake of its own. Either way it starts when
 * it is first used, and each test has a client of its own.
 *
 * <p>Thread-safe; but tests that run at the same time need an instance field each, for a fake that
 * is shared is reset while others use it.
 */
public final class FakeLiveblocksExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final FakeLiveblocks.Builder builder;
  private @Nullable FakeLiveblocks fake;
  private @Nullable Liveblocks client;
  private int classes; // A nested class runs inside the one around it.

  /** An extension whose fake has every default. */
  public FakeLiveblocksExtension() {
    this(FakeLiveblocks.builder());
  }

  /**
   * An extension whose fake has other settings.
   *
   * @param builder the settings
   */
  public FakeLiveblocksExtension(FakeLiveblocks.Builder builder) {
    this.builder = builder;
  }

  /**
   * Returns the fake, and starts it where necessary.
   *
   * @return the running fake; the extension closes it
   */
  public synchronized FakeLiveblocks fake() {
    FakeLiveblocks running = fake == null ? builder.start() : fake;
    fake = running;
    return running;
  }

  /**
   * Returns a client of the fake with every default, but for a deadline of 1 minute.
   *
   * @return a client; the extension closes it after the test
   */
  public synchronized Liveblocks client() {
    Liveblocks open = client == null ? clientBuilder().build() : client;
    client = open;
    return open;
  }

  /**
   * Starts a client of the fake that is to have other settings.
   *
   * @return a builder with the fake's address and key, and a deadline of 1 minute, which a busy
   *     machine keeps; whoever builds a client closes it
   */
  public Liveblocks.Builder clientBuilder() {
    return Liveblocks.builder()
        .baseUrl(fake().baseUrl().toString())
        .secretKey(fake().secretKey())
        .deadline(DEADLINE);
  }

  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    classes++;
  }

  @Override
  public synchronized void beforeEach(ExtensionContext context) {
    if (fake != null && classes > 0) {
      fake.reset();
    }
  }

  @Override
  public synchronized void afterEach(ExtensionContext context) {
    if (client != null) {
      client.close();
      client = null;
    }
    closeAfterLastClass();
  }

  @Override
  public synchronized void afterAll(ExtensionContext context) {
    classes--;
    closeAfterLastClass();
  }

  private void closeAfterLastClass() {
    if (fake != null && classes == 0) {
      fake.close();
      fake = null;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == FakeLiveblocks.class || type == Liveblocks.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Liveblocks.class ? client() : fake();
  }
}
