package io.github.liveblocks4j.containers.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.UserDirectory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows every id but {@code nobody}. */
public class TeamDirectory implements UserDirectory {

  @Override
  public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
    return ids.stream()
        .filter(id -> !id.equals("nobody"))
        .collect(Collectors.toMap(id -> id, id -> DirectoryEntry.of("Zoë " + id)));
  }
}
