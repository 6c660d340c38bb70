package com.example;

// snippet: room-directory
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.RoomInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

public class TenantRooms implements RoomDirectory {

  @Override
  public Map<String, RoomInfo> rooms(LiveblocksUser caller, Set<String> ids) {
    String prefix = caller.userId().substring(caller.userId().indexOf('@') + 1) + ":";
    Map<String, RoomInfo> found = new HashMap<>();
    for (String id : ids) {
      if (id.startsWith(prefix)) {
        found.put(id, RoomInfo.of(id.substring(prefix.length())).url("rooms/" + id));
      }
    }
    return found;
  }
}
// end
