package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;

/**
 * Names the signed-in user to the auth endpoint: all that an application has to write. The endpoint
 * finds this class by its entry in {@code META-INF/services}.
 */
public final class SessionUserResolver implements UserResolver {

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    Person person = SignInServlet.person(request.http()).orElse(null);
    if (person == null) {
      return null;
    }
    if (person.barred()) {
      throw new AccessDeniedException(
          "%s is signed in but barred from collaborating.".formatted(person.name()));
    }
    return person.toLiveblocksUser();
  }
}
