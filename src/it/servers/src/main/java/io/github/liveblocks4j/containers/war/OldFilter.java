package io.github.liveblocks4j.containers.war;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** From the time before async: nothing behind it can use that. */
public class OldFilter implements Filter {

  @Override
  public void init(FilterConfig config) {
    // Servlet 3.1 has no default for it.
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {
    // Nor for this.
  }
}
