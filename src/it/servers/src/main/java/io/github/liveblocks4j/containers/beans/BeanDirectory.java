package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.containers.war.TeamDirectory;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.UserDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** A directory that is a bean. */
@ApplicationScoped
public class BeanDirectory implements UserDirectory {

  @Override
  public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
    return new TeamDirectory().users(caller, ids);
  }
}
