package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.util.Map;
import java.util.Set;

/**
 * Knows the names and addresses behind the ids of rooms: what {@code resolveRoomsInfo} of the
 * Liveblocks client asks for, by {@link LiveblocksDirectoryServlet}.
 *
 * <p>Found in the setting {@code roomDirectory} and in all other places of a {@link UserDirectory},
 * and called under the same rules: every signed-in user can send any id, so it returns what the
 * caller may know.
 */
@FunctionalInterface
public interface RoomDirectory {

  /**
   * Returns what the caller may know of rooms.
   *
   * @param caller the signed-in user who asks
   * @param ids ids of rooms, as those of {@link UserDirectory#users}
   * @return by id, as {@link UserDirectory#users}
   * @throws Exception as {@link UserDirectory#users}
   */
  Map<String, DirectoryEntry> rooms(LiveblocksUser caller, Set<String> ids) throws Exception;
}
