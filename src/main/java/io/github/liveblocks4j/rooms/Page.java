package io.github.liveblocks4j.rooms;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a longer list. Immutable.
 *
 * @param <T> what is listed
 */
public final class Page<T> {

  private final List<T> items;
  private final @Nullable String nextCursor;

  Page(List<T> items, @Nullable String nextCursor) {
    this.items = List.copyOf(items);
    this.nextCursor = nextCursor;
  }

  /**
   * What is on this page.
   *
   * @return unmodifiable; can be empty on the last page
   */
  public List<T> items() {
    return items;
  }

  /**
   * Where the next page begins.
   *
   * @return the cursor to ask for it with; empty on the last page
   */
  public Optional<String> nextCursor() {
    return Optional.ofNullable(nextCursor);
  }

  @Override
  public String toString() {
    return "Page[" + items.size() + " items, nextCursor=" + nextCursor + "]";
  }
}
