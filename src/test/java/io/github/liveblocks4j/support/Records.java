package io.github.liveblocks4j.support;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Lists the records of a sealed type, so that a test finds the one that is missing. */
public final class Records {

  private Records() {}

  public static Set<Class<?>> of(Class<?> type) {
    Set<Class<?>> records = new HashSet<>();
    if (type.isRecord()) {
      records.add(type);
    } else {
      Arrays.stream(type.getPermittedSubclasses()).forEach(each -> records.addAll(of(each)));
    }
    return records;
  }
}
