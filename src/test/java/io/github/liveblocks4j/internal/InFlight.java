package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.Liveblocks;
import java.lang.reflect.Field;

/**
 * What a client holds at the moment, for tests from outside.
 *
 * @param calls that have not ended
 * @param waiting those in the queue
 * @param permits that are free
 */
public record InFlight(int calls, int waiting, int permits) {

  public static InFlight of(Liveblocks liveblocks) {
    try {
      Field field = Liveblocks.class.getDeclaredField("api");
      field.setAccessible(true);
      ApiClient api = (ApiClient) field.get(liveblocks);
      return new InFlight(
          api.context.calls().size(),
          api.context.limiter().waiting(),
          api.context.limiter().available());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this test looks for a field that has moved", e);
    }
  }
}
