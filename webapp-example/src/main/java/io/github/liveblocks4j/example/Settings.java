package io.github.liveblocks4j.example;

import jakarta.servlet.ServletContext;
import java.util.Locale;
import java.util.Optional;

/**
 * The example's settings: context-param, then system property. Those of the library are read under
 * the library's names, and from the environment too.
 */
final class Settings {

  private final ServletContext context;

  Settings(ServletContext context) {
    this.context = context;
  }

  /** The key of a Liveblocks project; without one the example brings its own back end. */
  Optional<String> secretKey() {
    return text("liveblocks.secretKey").or(() -> environment("LIVEBLOCKS_SECRET_KEY"));
  }

  /** Where Liveblocks is, if not at its own address. */
  Optional<String> baseUrl() {
    return text("liveblocks.baseUrl").or(() -> environment("LIVEBLOCKS_BASE_URL"));
  }

  /**
   * Whether to start Liveblocks' development server: {@code true}, {@code false}, or {@code auto}
   * for "when the page has the client that needs it", the default.
   */
  String live() {
    return text("example.live").orElse("auto").toLowerCase(Locale.ROOT);
  }

  /** Where npm put the development server. */
  Optional<String> nodeModules() {
    return text("example.nodeModules");
  }

  /** The address to name in the log; whoever starts the server knows it. */
  Optional<String> url() {
    return text("example.url");
  }

  private Optional<String> text(String name) {
    return present(context.getInitParameter(name)).or(() -> present(System.getProperty(name)));
  }

  private static Optional<String> environment(String name) {
    return present(System.getenv(name));
  }

  private static Optional<String> present(String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }
}
