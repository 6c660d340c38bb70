package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.web.WebXml.Decision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a login of the container that does not fit the endpoint, which then fails without a word in
 * any log. Only what {@code web.xml} says can be seen from here: not annotations, not a login by
 * code.
 */
public final class LoginCheck {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private LoginCheck() {}

  /** Logs the warnings. */
  public static void warn(EndpointConfig config, boolean needsLogin, boolean isDeliberate) {
    warnings(config, needsLogin, isDeliberate)
        .forEach(warning -> LOG.log(Level.WARNING, () -> config + ": " + warning));
  }

  /** Logs a warning where callers who cannot sign in, such as Liveblocks, would have to. */
  public static void warnOfAnyLogin(EndpointConfig config) {
    WebXml webXml = WebXmlReader.read(config.context());
    for (String path : paths(config)) {
      Decision decision = webXml.access("POST", path);
      if (decision.access() != WebXml.Access.EVERYBODY) {
        LOG.log(
            Level.WARNING,
            () ->
                "%s: %s is under the constraint %s of web.xml, and Liveblocks does not sign in, so that no delivery arrives: exempt the endpoint by a security-constraint for %s without auth-constraint"
                    .formatted(config, path, decision.pattern(), path));
      }
    }
  }

  /**
   * Compares {@code web.xml} with what the endpoint needs.
   *
   * @param needsLogin whether the endpoint takes its users from the container's login
   * @param isDeliberate whether a setting says that this is meant
   * @return warnings, each in one line
   */
  static List<String> warnings(EndpointConfig config, boolean needsLogin, boolean isDeliberate) {
    WebXml webXml = WebXmlReader.read(config.context());
    List<String> warnings = new ArrayList<>();
    for (String path : paths(config)) {
      String warning = warning(webXml, path, needsLogin);
      if (warning != null) {
        warnings.add(warning);
      }
    }
    if (needsLogin && !isDeliberate && webXml.authMethod() == null) {
      warnings.add(
          "no UserResolver was found, and web.xml has no login-config. Unless the application signs users in by other means that getUserPrincipal() tells (HttpServletRequest.login, Jakarta Authentication, Spring Security), every request gets 401. Implement UserResolver and name the class in META-INF/services/io.github.liveblocks4j.servlet.UserResolver or in the init-param userResolver; if the container's login is meant, setting roleGroups says so");
    }
    return warnings;
  }

  /** Returns one path for each mapping, unless which of its paths is called cannot be told. */
  private static List<String> paths(EndpointConfig config) {
    return config.paths().stream()
        .filter(mapping -> !mapping.startsWith("*."))
        .map(
            mapping ->
                mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping)
        .map(path -> path.isEmpty() ? "/" : path)
        .toList();
  }

  private static @Nullable String warning(WebXml webXml, String path, boolean needsLogin) {
    String method = webXml.authMethod();
    if (method == null) {
      return null;
    }
    Decision decision = webXml.access("POST", path);
    return switch (decision.access()) {
      case SIGNED_IN ->
          method.equals("FORM")
              ? "%s is under the FORM-login constraint %s of web.xml. A signed-out user gets a redirect to the login page, and the Liveblocks client then asks again without pause: exempt the endpoint by a security-constraint for %s without auth-constraint; it responds 401 itself"
                  .formatted(path, decision.pattern(), path)
              : null;
      case EVERYBODY ->
          needsLogin && !method.equals("FORM")
              ? "%s is not under a security-constraint of web.xml. With %s, browsers send credentials and most containers look at them only where a constraint asks, so that signed-in users get 401 here: add the endpoint to a security-constraint with an auth-constraint"
                  .formatted(path, method)
              : null;
      case NOBODY ->
          "the constraint %s of web.xml denies everybody access to %s: exempt the endpoint by a security-constraint of its own"
              .formatted(decision.pattern(), path);
    };
  }
}
