package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.Liveblocks;
import java.lang.reflect.Field;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What a client holds at the moment, for tests from outside.
 *
 * @param calls that have not ended
 * @param waiting those in the queue
 * @param permits that nobody holds
 * @param timers those to come, but for the one that all calls share
 */
public record InFlight(int calls, int waiting, int permits, int timers) {

  public static InFlight of(Liveblocks liveblocks) {
    Pipeline pipeline = (Pipeline) field(field(liveblocks, "api"), "pipeline");
    ScheduledThreadPoolExecutor timers =
        (ScheduledThreadPoolExecutor) field(pipeline.scheduler(), "executor");
    return new InFlight(
        pipeline.calls().size(),
        pipeline.limiter().waiting(),
        pipeline.limiter().available(),
        timers.getQueue().size() - (pipeline.calls().isTimerSet() ? 1 : 0));
  }

  private static Object field(Object object, String name) {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this test looks for a field that has moved", e);
    }
  }
}
