package io.github.liveblocks4j.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.UserDirectory;
import java.util.Map;
import java.util.Set;

/** Knows one name, and tells it everybody; for tests only. */
public class NamesDirectory implements UserDirectory {

  @Override
  public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
    return Map.of("alice", DirectoryEntry.of("Alice, for " + caller.userId()));
  }
}
