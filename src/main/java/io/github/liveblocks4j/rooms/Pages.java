package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All items of all pages. Holds what is left of one page, and fetches the next one only when
 * somebody asks for an item beyond it. Not thread-safe.
 */
final class Pages<T> implements Iterator<T> {

  private final Function<@Nullable String, Page<T>> fetch;
  private final Queue<T> rest = new ArrayDeque<>();
  private @Nullable String cursor;
  private boolean more = true;

  /** {@code fetch} gets the page that begins at a cursor; {@code first} is the first of them. */
  Pages(@Nullable String first, Function<@Nullable String, Page<T>> fetch) {
    this.cursor = first;
    this.fetch = fetch;
  }

  @Override
  public boolean hasNext() {
    // A page can be empty and still not be the last.
    while (rest.isEmpty() && more) {
      Page<T> page = fetch.apply(cursor);
      String next = page.nextCursor().orElse(null);
      if (next != null && next.equals(cursor)) {
        throw new LiveblocksProtocolException(
            "the list does not go on: its next page begins where this one did", null);
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
