package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.internal.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The Node process in which, or in whose Chromium, the real clients run. {@code client-driver.mjs}
 * says what travels. Thread-safe.
 */
final class ClientDriver implements AutoCloseable {

  // More than the driver's own patience, whose messages say more.
  private static final long PATIENCE_SECONDS = 40;

  private final Json json = new Json();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<String, CompletableFuture<Map<String, Object>>> waiting =
      new ConcurrentHashMap<>();
  private final ChildProcess process =
      new ChildProcess(List.of("node", "client-driver.mjs"), this::readResponse);

  ClientDriver() {
    process.onExit(
        () ->
            waiting
                .values()
                .forEach(
                    answer ->
                        answer.completeExceptionally(
                            new IllegalStateException("the driver has ended"))));
  }

  /**
   * Calls a method of a visitor.
   *
   * @return its value
   * @throws AssertionError with what JavaScript threw and the driver's log
   */
  @Nullable Object call(String visitor, String method, Object... arguments) {
    String id = Integer.toString(ids.incrementAndGet());
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    process.send(
        json.write(Map.of("id", id, "visitor", visitor, "method", method, "args", arguments)));
    try {
      Map<String, Object> outcome = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Object error = outcome.get("error");
      if (error != null) {
        throw new AssertionError("%s of %s: %s%s".formatted(method, visitor, error, process.log()));
      }
      return outcome.get("value");
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(
          "%s of %s: no answer%s".formatted(method, visitor, process.log()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public void close() {
    process.close();
    json.close();
  }

  private void readResponse(String line) {
    Map<String, Object> answer = Json.toMap(json.readObject(line));
    CompletableFuture<Map<String, Object>> caller =
        waiting.get(Objects.requireNonNull(answer.get("id")));
    if (caller != null) {
      caller.complete(answer);
    }
  }
}
