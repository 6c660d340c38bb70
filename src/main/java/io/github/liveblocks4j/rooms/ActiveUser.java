package io.github.liveblocks4j.rooms;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection to a room. Somebody with two open tabs is two of them. Immutable. */
public final class ActiveUser {

  private final long connectionId;
  private final @Nullable String userId;
  private final Map<String, Object> userInfo;

  ActiveUser(long connectionId, @Nullable String userId, Map<String, Object> userInfo) {
    this.connectionId = connectionId;
    this.userId = userId;
    this.userInfo = userInfo;
  }

  /**
   * The connection, unique within the room.
   *
   * @return {@code connectionId} in the browser
   */
  public long connectionId() {
    return connectionId;
  }

  /**
   * The user's id.
   *
   * @return empty for an anonymous connection
   */
  public Optional<String> userId() {
    return Optional.ofNullable(userId);
  }

  /**
   * What others in the room see of the user.
   *
   * @return plain Java for JSON: maps, lists, strings, {@code BigDecimal}s and booleans;
   *     unmodifiable, without members that are null
   */
  public Map<String, Object> userInfo() {
    return userInfo;
  }

  /** Shows ids only: the info is personal data. */
  @Override
  public String toString() {
    return "ActiveUser[connectionId=" + connectionId + ", userId=" + userId + "]";
  }
}
