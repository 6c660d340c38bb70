package io.github.liveblocks4j.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A CDI bean that counts. */
@ApplicationScoped
public class BeanUserResolver implements UserResolver {

  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    return LiveblocksUser.of("bean-" + calls.incrementAndGet());
  }
}
