package com.example;

// snippet: room-directory
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.RoomDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

public class TenantRooms implements RoomDirectory {

  @Override
  public Map<String, DirectoryEntry> rooms(LiveblocksUser caller, Set<String> ids) {
    String prefix = caller.userId().substring(caller.userId().indexOf('@') + 1) + ":";
    Map<String, DirectoryEntry> found = new HashMap<>();
    for (String id : ids) {
      if (id.startsWith(prefix)) {
        found.put(id, DirectoryEntry.of(id.substring(prefix.length())).url("rooms/" + id));
      }
    }
    return found;
  }
}
// end
