package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.web.EndpointSettings.Found;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The sources of settings, strongest first. Blank text counts as not set: templates and Compose
 * files leave it where no value was given.
 */
final class SettingSources {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // How many characters behind the prefix a misspelt name shares with one of ours. The names of
  // Liveblocks' own tools (LIVEBLOCKS_PUBLIC_KEY, LIVEBLOCKS_DEV_SERVER_PORT) share fewer.
  private static final int MISSPELT = 4;

  private static final String PREFIX = "liveblocks.";

  private static final String JNDI = "java:comp/env/liveblocks";

  /**
   * One of the sources.
   *
   * @param kind for messages, for example {@code context-param}
   * @param shared whether other programs read it too, so that a name which is not ours is no
   *     mistake
   * @param prefix of the names; only init-params have none
   * @param naming the name of a setting behind the prefix
   * @param names all names in it, ours and others
   */
  private record Source(
      String kind,
      boolean shared,
      String prefix,
      Function<Setting, String> naming,
      UnaryOperator<@Nullable String> lookup,
      Supplier<? extends Collection<String>> names) {

    private String name(Setting setting) {
      return prefix + naming.apply(setting);
    }

    private Optional<Found> find(Setting setting) {
      return Optional.ofNullable(lookup.apply(name(setting)))
          .filter(text -> !text.isBlank())
          .map(text -> new Found(setting, text, describe(setting), prefix.isEmpty()));
    }

    private String describe(Setting setting) {
      return kind + " " + name(setting);
    }
  }

  private final List<Source> sources;

  SettingSources(EndpointConfig config, Map<String, String> environment) {
    ServletContext context = config.context();
    Framework framework = Framework.of(context).orElse(null);
    Source initParams =
        own("init-param", "", config.initParams()::get, config.initParams()::keySet);
    Source jndi =
        own("JNDI entry", JNDI + "/", SettingSources::jndiText, SettingSources::jndiNames);
    sources =
        framework == null
            ? List.of(
                initParams,
                own(
                    "context-param",
                    PREFIX,
                    context::getInitParameter,
                    () -> Collections.list(context.getInitParameterNames())),
                jndi,
                new Source(
                    "system property",
                    true,
                    PREFIX,
                    Setting::initParam,
                    System::getProperty,
                    System.getProperties()::stringPropertyNames),
                new Source(
                    "environment variable",
                    true,
                    "LIVEBLOCKS_",
                    Setting::name,
                    environment::get,
                    environment::keySet))
            // Its properties include those of the other sources, by the same names and by more.
            : List.of(
                initParams,
                new Source(
                    "Spring property",
                    true,
                    PREFIX,
                    Setting::property,
                    framework::property,
                    framework::propertyNames),
                jndi);
  }

  private static Source own(
      String kind,
      String prefix,
      UnaryOperator<@Nullable String> lookup,
      Supplier<? extends Collection<String>> names) {
    return new Source(kind, false, prefix, Setting::initParam, lookup, names);
  }

  /** Finds a setting in its strongest source; of two that exclude each other, the stronger one. */
  Optional<Found> find(Setting... alternatives) {
    for (Source source : sources) {
      List<Found> found =
          Arrays.stream(alternatives).flatMap(each -> source.find(each).stream()).toList();
      if (found.size() > 1) {
        throw new MisconfiguredException(
            "%s and %s are both set: keep one of them".formatted(found.toArray()));
      }
      if (!found.isEmpty()) {
        return Optional.of(found.get(0));
      }
    }
    return Optional.empty();
  }

  /** Returns all ways to set a setting, for messages. */
  String howToSet(Setting setting) {
    return sources.stream()
        .map(source -> source.describe(setting))
        .collect(Collectors.joining(", "));
  }

  /**
   * Rejects a name that is none of ours in the application's own sources, where it is a misspelt
   * one. Warns of those in shared sources which begin like one of ours: another tool may read them.
   *
   * @param endpoint for the warning
   */
  void checkNames(EndpointConfig endpoint) {
    for (Source source : sources) {
      List<String> known = Arrays.stream(Setting.values()).map(source::name).toList();
      int alike = source.prefix().length() + (source.shared() ? MISSPELT : 0);
      for (String name : new TreeSet<>(source.names().get())) {
        if (!known.contains(name)
            && known.stream().anyMatch(ours -> name.regionMatches(true, 0, ours, 0, alike))) {
          String unknown = source.kind() + " " + Masking.quoted(name);
          if (!source.shared()) {
            throw new MisconfiguredException(
                "unknown %s; known are: %s".formatted(unknown, String.join(", ", known)));
          }
          LOG.log(Level.WARNING, () -> endpoint + " ignores the unknown " + unknown);
        }
      }
    }
  }

  // The names are constants of ours under java:comp/env; nothing that a client sends gets here.
  @SuppressWarnings("BanJNDI")
  private static @Nullable String jndiText(String name) {
    try {
      Object value = new InitialContext().lookup(name);
      return value == null ? null : value.toString();
    } catch (NamingException e) {
      return null; // Not set, or a container without JNDI.
    }
  }

  @SuppressWarnings("BanJNDI")
  private static List<String> jndiNames() {
    try {
      return Collections.list(new InitialContext().list(JNDI)).stream()
          .map(NameClassPair::getName)
          // Some containers list names relative to the folder, some the whole name.
          .map(name -> JNDI + "/" + name.substring(name.lastIndexOf('/') + 1))
          .toList();
    } catch (NamingException e) {
      return List.of(); // No such folder, or a container without JNDI.
    }
  }
}
