// snippet: sign-in
package com.example;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

@WebServlet("/sign-in")
public class SignIn extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    var account = new SessionUserResolver.Account("alice@acme", "Alice");
    request.getSession().setAttribute("account", account);
  }
}
// end
