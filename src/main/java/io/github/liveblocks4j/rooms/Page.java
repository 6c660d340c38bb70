package io.github.liveblocks4j.rooms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a longer list. Immutable.
 *
 * @param <T> what is listed
 * @param items what is on this page; unmodifiable, can be empty on any page
 * @param nextCursor the cursor to request the next page with; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /**
   * Copies the list.
   *
   * @param items what is on this page
   * @param nextCursor the cursor of the next page, or null
   */
  public Page {
    items = List.copyOf(items);
  }
}
