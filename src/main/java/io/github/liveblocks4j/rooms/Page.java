package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a longer list. Immutable.
 *
 * @param <T> what is listed
 * @param items what is on this page; unmodifiable, can be empty on any page
 * @param nextCursor the cursor to request the next page with; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }

  static int requireSize(int pageSize) {
    if (pageSize < 1 || pageSize > 100) {
      throw new IllegalArgumentException("pageSize must be 1 to 100, was " + pageSize);
    }
    return pageSize;
  }

  /**
   * Iterates over the items of all pages. The next page is fetched when an item beyond the one
   * before is needed.
   *
   * @param <T> what is listed
   * @param fetch gets the page at a cursor, or the first page for null
   * @return the items, from the beginning for each iterator; an iterator is for one thread. It
   *     throws what {@code fetch} throws, and a {@link LiveblocksProtocolException} when the cursor
   *     does not advance
   */
  public static <T> Iterable<T> iterate(Function<@Nullable String, Page<T>> fetch) {
    return () -> new Pages<>(fetch);
  }
}
