package com.example;

// snippet: organization-resolver
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;

public class CustomerResolver implements UserResolver {

  /** What the login keeps: the customer is the one in whose name the user is signed in. */
  public record Account(String email, String customer) implements Serializable {}

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    HttpSession session = request.http().getSession(false);
    if (session == null || !(session.getAttribute("account") instanceof Account account)) {
      return null;
    }
    return LiveblocksUser.of(account.email()).organizationId(account.customer());
  }
}
// end
