package io.github.liveblocks4j.internal.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sources of settings, strongest first. Blank text counts as not set in each of them: templates
 * and Compose files leave it where no value was given.
 */
final class SettingSources {

  /**
   * A setting's text and where it was found.
   *
   * @param setting which
   * @param text as it was written, not blank
   * @param source for messages, for example {@code context-param liveblocks.baseUrl}
   * @param rank of the source; 0 is the strongest
   */
  record Found(Setting setting, String text, String source, int rank) {
    /** Returns the source, never the text, which can be the secret key. */
    @Override
    public String toString() {
      return source;
    }
  }

  // The names of Liveblocks' own tools (LIVEBLOCKS_PUBLIC_KEY, LIVEBLOCKS_DEV_SERVER_PORT) share
  // fewer characters with ours.
  private static final int MISSPELT = 4;

  private final List<SettingSource> sources;

  SettingSources(EndpointConfig config) {
    this(config, System.getenv());
  }

  /** For tests, which cannot set environment variables. */
  SettingSources(EndpointConfig config, Map<String, String> environment) {
    this.sources =
        List.of(
            SettingSource.initParams(config),
            SettingSource.contextParams(config),
            SettingSource.jndi(),
            SettingSource.systemProperties(),
            SettingSource.environment(environment));
  }

  Optional<Found> find(Setting setting) {
    return find(setting, 0);
  }

  /** Finds a setting that is not an init-param of this very servlet or filter. */
  Optional<Found> findOther(Setting setting) {
    return find(setting, 1);
  }

  private Optional<Found> find(Setting setting, int strongest) {
    for (int rank = strongest; rank < sources.size(); rank++) {
      SettingSource source = sources.get(rank);
      String text = source.text(setting);
      if (text != null && !text.isBlank()) {
        return Optional.of(new Found(setting, text, source.describe(setting), rank));
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

  /** Returns the settings for the client that this very servlet or filter has, by init-param. */
  List<String> clientInitParams() {
    return Arrays.stream(Setting.values())
        .filter(Setting::isOfClient)
        .flatMap(setting -> find(setting).stream())
        .filter(found -> found.rank() == 0)
        .map(Found::toString)
        .toList();
  }

  /**
   * Requires that the application's own sources have no unknown name: a misspelt setting would be a
   * silent default.
   *
   * @throws MisconfiguredException naming the first
   */
  void requireKnownNames() {
    for (SettingSource source : sources) {
      List<String> unknown = source.shared() ? List.of() : source.unknownNames(0);
      if (!unknown.isEmpty()) {
        throw new MisconfiguredException(
            "unknown %s; known are: %s"
                .formatted(unknown.get(0), String.join(", ", source.knownNames())));
      }
    }
  }

  /**
   * Returns the names that have our prefix, and are none of ours, in sources that other programs
   * share. They are no error: a later version beside this one, or another tool, may read them.
   */
  List<String> unknownSharedNames() {
    return unknownSharedNames(0);
  }

  /** Returns those of them that begin like one of ours, as a misspelt setting does. */
  List<String> misspeltSharedNames() {
    return unknownSharedNames(MISSPELT);
  }

  private List<String> unknownSharedNames(int alike) {
    return sources.stream()
        .filter(SettingSource::shared)
        .flatMap(source -> source.unknownNames(alike).stream())
        .toList();
  }

  /** Returns the sources in which a setting is set to blank text. */
  List<String> blank(Setting setting) {
    return sources.stream()
        .filter(
            source -> {
              String text = source.text(setting);
              return text != null && text.isBlank();
            })
        .map(source -> source.describe(setting))
        .toList();
  }
}
