package com.example;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Binds the user to the thread, as security frameworks do. */
public class CurrentUserFilter implements Filter {

  static final ThreadLocal<String> USER = new ThreadLocal<>();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    USER.set(((HttpServletRequest) request).getHeader("X-User"));
    try {
      chain.doFilter(request, response);
    } finally {
      USER.remove();
    }
  }
}
