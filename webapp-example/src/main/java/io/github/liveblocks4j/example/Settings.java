package io.github.liveblocks4j.example;

import io.github.liveblocks4j.Liveblocks;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the example is told: its own settings, and those of the library that it needs as well. */
final class Settings {

  private final ServletContext context;
  private final SettingSources library;

  Settings(ServletContext context) {
    this(context, System.getenv()::get);
  }

  /** For tests, which cannot set environment variables. */
  Settings(ServletContext context, UnaryOperator<String> environment) {
    this.context = context;
    this.library = new SettingSources(context, environment);
  }

  /**
   * How to reach the Liveblocks project that the secret key belongs to; empty without a key.
   *
   * @throws IllegalArgumentException when a setting is malformed; the message does not repeat it
   */
  Optional<Liveblocks> liveblocks() {
    Optional<String> key =
        library
            .with("secretKey", "secretKeyFile")
            .findFirst()
            .map(
                source ->
                    Optional.ofNullable(source.apply("secretKey"))
                        .orElseGet(() -> contentOf(source.apply("secretKeyFile"))));
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Liveblocks.Builder config = Liveblocks.builder().secretKey(key.get());
    library.text("baseUrl").ifPresent(config::baseUrl);
    return Optional.of(config.build());
  }

  private static String contentOf(String file) {
    try {
      return Files.readString(Path.of(file.strip()));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("secretKeyFile names no file that can be read", e);
    }
  }

  /** Whether real webhooks arrive. */
  boolean hasWebhookSecret() {
    return library.with("webhookSecret", "webhookSecretFile").findFirst().isPresent();
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

  /** The page's address; whoever starts the server knows it. */
  Optional<String> url() {
    return text("example.url");
  }

  private Optional<String> text(String name) {
    return present(context.getInitParameter(name)).or(() -> present(System.getProperty(name)));
  }

  private static Optional<String> present(String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }
}
