package io.github.liveblocks4j.testing;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of {@code HttpServletRequest} that identifies the caller. Not thread-safe. */
final class StubServletRequest extends StubAttributes {

  record Named(String getName) implements Principal {}

  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ServletContext context = Stub.of(ServletContext.class, new StubAttributes());
  private @Nullable Principal principal;
  private List<String> roles = List.of();
  private @Nullable HttpSession session;

  void signIn(Principal user, List<String> inRoles) {
    principal = user;
    roles = inRoles;
  }

  void addHeader(String name, String value) {
    headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  public ServletContext getServletContext() {
    return context;
  }

  public String getMethod() {
    return "POST";
  }

  public String getServerName() {
    return "localhost";
  }

  public int getServerPort() {
    return 80;
  }

  public @Nullable Principal getUserPrincipal() {
    return principal;
  }

  public @Nullable String getRemoteUser() {
    return principal == null ? null : principal.getName();
  }

  public boolean isUserInRole(String role) {
    return roles.contains(role);
  }

  public HttpSession getSession() {
    HttpSession made = session == null ? Stub.of(HttpSession.class, new StubAttributes()) : session;
    session = made;
    return made;
  }

  public @Nullable HttpSession getSession(boolean create) {
    return create ? getSession() : session;
  }

  public @Nullable String getHeader(String name) {
    return headers.containsKey(name) ? headers.get(name).get(0) : null;
  }

  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(headers.getOrDefault(name, List.of()));
  }

  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }
}
