package io.github.liveblocks4j.example;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** Who is signed in, kept in the {@code HttpSession}. The only class that knows the attribute. */
final class SignedIn {

  private static final String ATTRIBUTE = "example.person";

  private SignedIn() {}

  static Optional<Person> person(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(ATTRIBUTE) instanceof String id
        ? People.byId(id)
        : Optional.empty();
  }

  static Person required(HttpServletRequest request) throws Problem {
    return person(request)
        .orElseThrow(() -> new Problem(401, "unauthenticated", "Nobody is signed in."));
  }

  /** Begins a session under a new id, so that nobody who knew the old one shares it. */
  static void start(HttpServletRequest request, Person person) {
    HttpSession session = request.getSession();
    request.changeSessionId();
    session.setAttribute(ATTRIBUTE, person.id());
  }

  static void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
