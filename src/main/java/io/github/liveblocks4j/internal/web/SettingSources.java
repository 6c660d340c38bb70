package io.github.liveblocks4j.internal.web;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The sources through which a setting can come; the first that has it wins. */
final class SettingSources {

  /**
   * A setting's text and where it was found.
   *
   * @param text as it was written
   * @param source for messages, for example {@code context-param liveblocks.baseUrl}
   * @param rank of the source; 0 is the strongest
   */
  record Found(String text, String source, int rank) {
    /** Never the text, which can be the secret key. */
    @Override
    public String toString() {
      return source;
    }
  }

  private record Source(
      String kind, Function<Setting, String> name, UnaryOperator<@Nullable String> lookup) {}

  private final EndpointConfig config;
  private final List<Source> sources;

  SettingSources(EndpointConfig config) {
    this(config, System.getenv()::get);
  }

  /** For tests, which cannot set environment variables. */
  SettingSources(EndpointConfig config, UnaryOperator<@Nullable String> environment) {
    this.config = config;
    this.sources =
        List.of(
            new Source("init-param", Setting::initParam, config.initParams()),
            new Source("context-param", Setting::property, config.context()::getInitParameter),
            new Source("JNDI entry", Setting::jndi, SettingSources::jndi),
            new Source("system property", Setting::property, System::getProperty),
            // Compose files and the like set a variable to nothing when they mean not at all.
            new Source(
                "environment variable",
                Setting::environment,
                name -> {
                  String value = environment.apply(name);
                  return value == null || value.isBlank() ? null : value;
                }));
  }

  Optional<Found> find(Setting setting) {
    for (int rank = 0; rank < sources.size(); rank++) {
      Source source = sources.get(rank);
      String name = source.name().apply(setting);
      String text = source.lookup().apply(name);
      if (text != null) {
        return Optional.of(new Found(text, source.kind() + " " + name, rank));
      }
    }
    return Optional.empty();
  }

  /** All sources at which a setting can be set, for messages. */
  String howToSet(Setting setting) {
    return String.join(
        ", ",
        sources.stream()
            .map(source -> source.kind() + " " + source.name().apply(setting))
            .toList());
  }

  // The names are constants of ours under java:comp/env; nothing a stranger says gets here.
  @SuppressWarnings("BanJNDI")
  private static @Nullable String jndi(String name) {
    try {
      Object value = new InitialContext().lookup(name);
      return value == null ? null : value.toString();
    } catch (NamingException e) {
      return null; // Not set, or a container without JNDI.
    }
  }

  /**
   * Refuses names that nobody reads: a misspelt setting would be a silent default.
   *
   * @throws MisconfiguredException naming the first
   */
  void requireKnownNames() {
    for (String name : config.initParamNames()) {
      if (!Setting.isInitParam(name)) {
        throw unknown("init-param", name, "");
      }
    }
    String prefix = Setting.PREFIX + ".";
    for (String name : Collections.list(config.context().getInitParameterNames())) {
      if (name.startsWith(prefix) && !Setting.isInitParam(name.substring(prefix.length()))) {
        throw unknown("context-param", name, prefix);
      }
    }
  }

  private static MisconfiguredException unknown(String kind, String name, String prefix) {
    return new MisconfiguredException(
        "unknown %s '%s'; known are: %s"
            .formatted(
                kind,
                name,
                String.join(
                    ", ",
                    Arrays.stream(Setting.values()).map(s -> prefix + s.initParam()).toList())));
  }
}
