package io.github.liveblocks4j.example;

import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The five sources that the library reads its settings from, so that the example's own client and
 * the endpoint always talk to the same Liveblocks.
 */
final class SettingSources {

  private final List<UnaryOperator<String>> sources;

  SettingSources(ServletContext context, UnaryOperator<String> environment) {
    sources =
        List.of(
            name -> initParam(context, name),
            name -> context.getInitParameter("liveblocks." + name),
            name -> jndi("java:comp/env/liveblocks/" + name),
            name -> System.getProperty("liveblocks." + name),
            name -> present(environment.apply(environmentName(name))));
  }

  /** The sources that have a setting of this name, the strongest first. */
  Stream<UnaryOperator<String>> with(String... names) {
    return sources.stream()
        .filter(source -> Stream.of(names).anyMatch(name -> source.apply(name) != null));
  }

  /** The setting's text in the strongest source that has it. */
  Optional<String> text(String name) {
    return with(name).findFirst().map(source -> source.apply(name));
  }

  private static String initParam(ServletContext context, String name) {
    return context.getServletRegistrations().values().stream()
        .filter(servlet -> LiveblocksAuthServlet.class.getName().equals(servlet.getClassName()))
        .map((ServletRegistration servlet) -> servlet.getInitParameter(name))
        .filter(text -> text != null)
        .findFirst()
        .orElse(null);
  }

  private static String jndi(String name) {
    try {
      Object value = new InitialContext().lookup(name);
      return value == null ? null : value.toString();
    } catch (NamingException e) {
      return null; // Not set, or a container without JNDI.
    }
  }

  /** {@code secretKey} is {@code LIVEBLOCKS_SECRET_KEY}. */
  private static String environmentName(String name) {
    return "LIVEBLOCKS_" + name.replaceAll("(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  /** Compose files set a variable to nothing when they mean not at all. */
  private static String present(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
