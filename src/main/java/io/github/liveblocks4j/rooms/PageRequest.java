package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Url;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list to get. Immutable.
 *
 * @param pageSize how many items Liveblocks puts on a page, 1 to 100; null for its default of 20
 * @param startingAfter {@link Page#nextCursor} of the page before; null for the first page
 */
public record PageRequest(@Nullable Integer pageSize, @Nullable String startingAfter) {

  static final String SIZE = "limit";
  static final String CURSOR = "startingAfter";

  private static final PageRequest FIRST = new PageRequest(null, null);

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when the size is out of range or the cursor is blank
   */
  public PageRequest {
    if (pageSize != null) {
      requireSize(pageSize);
    }
    if (startingAfter != null) {
      Checks.requireText(CURSOR, startingAfter);
    }
  }

  static int requireSize(int pageSize) {
    if (pageSize < 1 || pageSize > 100) {
      throw new IllegalArgumentException("pageSize must be 1 to 100, was " + pageSize);
    }
    return pageSize;
  }

  /**
   * Returns the request for the first page, of the default size.
   *
   * @return a request without size and cursor
   */
  public static PageRequest first() {
    return FIRST;
  }

  /**
   * Returns this request with a number of items.
   *
   * @param pageSize 1 to 100
   * @return a new request
   * @throws IllegalArgumentException when it is out of range
   */
  public PageRequest pageSize(int pageSize) {
    return new PageRequest(pageSize, startingAfter);
  }

  /**
   * Returns this request for a later page.
   *
   * @param cursor {@link Page#nextCursor} of the page before
   * @return a new request
   * @throws IllegalArgumentException when it is blank
   */
  public PageRequest startingAfter(String cursor) {
    return new PageRequest(pageSize, cursor);
  }

  Url addTo(Url url) {
    return url.query(SIZE, pageSize).query(CURSOR, startingAfter);
  }
}
