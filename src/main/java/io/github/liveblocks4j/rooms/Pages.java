package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the items of all pages. Holds the rest of one page, and fetches the next one only
 * when an item beyond it is needed. A cursor that comes back, also in a cycle of many, ends the
 * iteration (Brent's algorithm, which remembers one). Not thread-safe.
 */
final class Pages<T> implements Iterator<T> {

  private final Function<@Nullable String, Page<T>> fetch;
  private final Queue<T> rest = new ArrayDeque<>();
  private @Nullable String cursor;
  private @Nullable String remembered;
  private int steps;
  private boolean more = true;

  /** {@code fetch} gets the page at a cursor; null is the first page. */
  Pages(Function<@Nullable String, Page<T>> fetch) {
    this.fetch = fetch;
  }

  @Override
  public boolean hasNext() {
    // A page can be empty and still not be the last.
    while (rest.isEmpty() && more) {
      Page<T> page = fetch.apply(cursor);
      String next = page.nextCursor();
      if (next != null && (next.equals(cursor) || next.equals(remembered))) {
        throw new LiveblocksProtocolException(
            "the list does not advance: Liveblocks returned the cursor of an earlier page as that"
                + " of the next",
            null);
      }
      steps++;
      if (Integer.bitCount(steps) == 1) {
        remembered = next;
      }
      rest.addAll(page.items());
      cursor = next;
      more = next != null;
    }
    return !rest.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rest.remove();
  }
}
