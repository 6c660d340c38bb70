package io.github.liveblocks4j.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Signs a person in: {@code POST /sign-in} with the form field {@code person}. No passwords. */
public final class SignInServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public SignInServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Person> person =
        Optional.ofNullable(request.getParameter("person")).flatMap(People::byId);
    if (person.isEmpty()) {
      JsonResponse.problem(response, 400, "unknown_person", "There is nobody with this id.");
      return;
    }
    SignedIn.start(request, person.get());
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
