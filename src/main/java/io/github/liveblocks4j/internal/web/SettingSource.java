package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * A source of settings.
 *
 * @param kind for messages, for example {@code context-param}
 * @param shared whether other programs read it too, so that a name which is not ours is no mistake
 * @param prefix what the names of our settings start with in it
 * @param naming the name of a setting in it
 * @param lookup the text under a name; null when there is none
 * @param names all names in it, ours and others
 */
record SettingSource(
    String kind,
    boolean shared,
    String prefix,
    Function<Setting, String> naming,
    UnaryOperator<@Nullable String> lookup,
    Supplier<? extends Collection<String>> names) {

  static SettingSource initParams(EndpointConfig config) {
    return new SettingSource(
        "init-param",
        false,
        "",
        Setting::initParam,
        config.initParams(),
        () -> config.initParamNames());
  }

  static SettingSource contextParams(EndpointConfig config) {
    return new SettingSource(
        "context-param",
        false,
        Setting.PREFIX + ".",
        Setting::property,
        config.context()::getInitParameter,
        () -> Collections.list(config.context().getInitParameterNames()));
  }

  static SettingSource jndi() {
    String folder = "java:comp/env/" + Setting.PREFIX;
    return new SettingSource(
        "JNDI entry",
        false,
        folder + "/",
        Setting::jndi,
        SettingSource::jndiText,
        () -> jndiNames(folder));
  }

  static SettingSource systemProperties() {
    return new SettingSource(
        "system property",
        true,
        Setting.PREFIX + ".",
        Setting::property,
        System::getProperty,
        () -> System.getProperties().stringPropertyNames());
  }

  static SettingSource environment(Map<String, String> environment) {
    return new SettingSource(
        "environment variable",
        true,
        Setting.PREFIX + "_",
        Setting::environment,
        environment::get,
        environment::keySet);
  }

  /** Returns the text of a setting, blank if it is set to that; null when it is not set. */
  @Nullable String text(Setting setting) {
    return lookup.apply(naming.apply(setting));
  }

  /** Names a setting in this source, for messages. */
  String describe(Setting setting) {
    return kind + " " + naming.apply(setting);
  }

  /** Returns the names of all settings in this source. */
  List<String> knownNames() {
    return Arrays.stream(Setting.values()).map(naming).toList();
  }

  /**
   * Returns the source and the name of each that has our prefix and is none of ours, masked.
   *
   * @param alike how many characters behind the prefix it has to share with one of ours
   */
  List<String> unknownNames(int alike) {
    List<String> known = knownNames();
    return names.get().stream()
        .filter(name -> !known.contains(name))
        .filter(
            name ->
                known.stream()
                    .anyMatch(
                        ours -> name.regionMatches(true, 0, ours, 0, prefix.length() + alike)))
        .sorted()
        .map(name -> kind + " " + Masking.quoted(name))
        .toList();
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
  private static List<String> jndiNames(String folder) {
    try {
      return Collections.list(new InitialContext().list(folder)).stream()
          .map(NameClassPair::getName)
          // Some containers list names relative to the folder, some the whole name.
          .map(name -> folder + "/" + name.substring(name.lastIndexOf('/') + 1))
          .toList();
    } catch (NamingException e) {
      return List.of(); // No such folder, or a container without JNDI.
    }
  }
}
