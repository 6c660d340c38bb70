package io.github.liveblocks4j.example;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/**
 * Signs a person in ({@code POST /sign-in} with the form field {@code person}; no passwords) and
 * out ({@code POST /sign-out}). The session holds the person's id.
 */
@WebServlet({"/sign-in", "/sign-out"})
public final class SignInServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = "example.person";

  /** Returns the signed-in person, if any. */
  static Optional<Person> person(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(ATTRIBUTE) instanceof String id
        ? Person.byId(id)
        : Optional.empty();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    if (request.getServletPath().equals("/sign-in")) {
      Person person =
          Person.byId(parameter(request, "person"))
              .orElseThrow(() -> new Problem(400, "unknown_person", "There is no such person."));
      HttpSession session = request.getSession();
      request.changeSessionId(); // Against session fixation.
      session.setAttribute(ATTRIBUTE, person.id());
    } else if (request.getSession(false) != null) {
      request.getSession().invalidate();
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
