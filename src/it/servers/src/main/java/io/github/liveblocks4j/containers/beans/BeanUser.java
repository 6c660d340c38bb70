package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.containers.war.HeaderUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A resolver that is a bean, and needs one of the request's scope. */
@ApplicationScoped
public class BeanUser extends HeaderUser {

  @Inject private @Nullable Visit visit;

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    Objects.requireNonNull(visit).begin();
    return super.resolve(request);
  }
}
