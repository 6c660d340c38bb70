package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.containers.war.HeaderUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** A resolver that is a bean, and needs another. */
@ApplicationScoped
public class BeanUser implements UserResolver {

  @Inject private @Nullable Visit visit;

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    if (visit == null) {
      throw new IllegalStateException("nothing was injected");
    }
    visit.begin();
    return new HeaderUser().resolve(request);
  }
}
