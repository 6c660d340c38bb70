package io.github.liveblocks4j.servlet;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The doors through which a setting can come; the first that has it wins. */
final class SettingSources {

  /**
   * A setting's text and where it was found.
   *
   * @param text as it was written
   * @param door for messages, for example {@code context-param liveblocks.baseUrl}
   * @param rank of the door; 0 is the strongest
   */
  record Found(String text, String door, int rank) {
    /** Never the text, which can be the secret key. */
    @Override
    public String toString() {
      return door;
    }
  }

  private record Source(
      String kind, Function<Setting, String> name, UnaryOperator<@Nullable String> lookup) {}

  private final List<Source> doors;

  SettingSources(EndpointConfig mount) {
    this(mount, System.getenv()::get);
  }

  /** For tests, which cannot set environment variables. */
  SettingSources(EndpointConfig mount, UnaryOperator<@Nullable String> environment) {
    this.doors =
        List.of(
            new Source("init-param", Setting::initParam, mount.initParams()),
            new Source("context-param", Setting::property, mount.context()::getInitParameter),
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
    for (int rank = 0; rank < doors.size(); rank++) {
      Source door = doors.get(rank);
      String name = door.name().apply(setting);
      String text = door.lookup().apply(name);
      if (text != null) {
        return Optional.of(new Found(text, door.kind() + " " + name, rank));
      }
    }
    return Optional.empty();
  }

  /** All doors at which a setting can be set, for messages. */
  String howToSet(Setting setting) {
    return String.join(
        ", ", doors.stream().map(door -> door.kind() + " " + door.name().apply(setting)).toList());
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
  static void requireKnownNames(EndpointConfig mount) {
    for (String name : mount.initParamNames()) {
      if (!Setting.isInitParam(name)) {
        throw unknown("init-param", name, "");
      }
    }
    String prefix = Setting.PREFIX + ".";
    for (String name : Collections.list(mount.context().getInitParameterNames())) {
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
