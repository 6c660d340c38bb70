package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one endpoint: the only place that knows their types and defaults. */
public final class EndpointSettings {

  static final Duration BODY_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LONGEST_BODY_TIMEOUT = Duration.ofMinutes(1);
  private static final int DEFAULT_MAX_TOKENS = 300;
  private static final int LARGEST_BODY = 1024 * 1024;

  /**
   * A setting's text and where it was found.
   *
   * @param source for messages, for example {@code context-param liveblocks.baseUrl}
   * @param own whether it is an init-param of this very servlet or filter
   */
  public record Found(Setting setting, String text, String source, boolean own) {
    /** Returns the source, never the text, which can be the secret key. */
    @Override
    public String toString() {
      return source;
    }
  }

  private final SettingSources sources;

  EndpointSettings(SettingSources sources) {
    this.sources = sources;
  }

  /** Reads the settings that all endpoints of an application have in common. */
  public static EndpointSettings common(ServletContext context) {
    return new EndpointSettings(
        new SettingSources(
            new EndpointConfig("liveblocks", context, Map.of(), List.of()), System.getenv()));
  }

  /** Finds a setting in its strongest source; of two that exclude each other, the stronger one. */
  public Optional<Found> find(Setting... alternatives) {
    return sources.find(alternatives);
  }

  /** Returns whether the endpoint is switched on at all; default true. */
  public boolean enabled() {
    return parsed(Setting.ENABLED, SettingText::flag).orElse(true);
  }

  /** Returns whether requests release their thread while they wait for Liveblocks; default true. */
  boolean async() {
    return parsed(Setting.ASYNC, SettingText::flag).orElse(true);
  }

  /** Returns the largest body accepted, in bytes; the default is the kind's. */
  int maxBodyBytes(EndpointKind kind) {
    return number(Setting.MAX_BODY_BYTES, 1, LARGEST_BODY).orElse(kind.maxBodyBytes);
  }

  private Optional<Integer> number(Setting setting, int least, int most) {
    return parsed(
        setting, text -> Checks.within(setting.initParam(), SettingText.number(text), least, most));
  }

  /** Returns how long a request's body may take to arrive; default 5 seconds. */
  Duration bodyTimeout() {
    return parsed(
            Setting.BODY_TIMEOUT,
            text -> Checks.within("bodyTimeout", SettingText.duration(text), LONGEST_BODY_TIMEOUT))
        .orElse(BODY_TIMEOUT);
  }

  /** Reads the secrets of webhooks, whichever of text and file has the stronger source. */
  public <T> Optional<T> webhookSecret(Function<String, T> ofText, Function<Path, T> ofFile) {
    return find(Setting.WEBHOOK_SECRET, Setting.WEBHOOK_SECRET_FILE)
        .map(found -> textOrFile(found, ofText, ofFile));
  }

  /** Returns how many tokens one user gets per minute, 0 for no limit; default 300. */
  public int maxTokensPerUserPerMinute() {
    return number(Setting.MAX_TOKENS_PER_USER_PER_MINUTE, 0, Integer.MAX_VALUE)
        .orElse(DEFAULT_MAX_TOKENS);
  }

  /** Returns the other origins whose pages may call, as browsers send them; default none. */
  Set<String> allowedOrigins() {
    return parsed(
            Setting.ALLOWED_ORIGINS,
            text -> Set.copyOf(SettingText.list(text).stream().map(SettingText::origin).toList()))
        .orElse(Set.of());
  }

  /** Returns the roles that become group ids with the container's own login; default none. */
  public List<String> roleGroups() {
    return parsed(Setting.ROLE_GROUPS, SettingText::list).orElse(List.of());
  }

  /** Creates the client that the settings describe; the caller closes it. */
  public Liveblocks liveblocks(@Nullable LiveblocksListener listener) {
    Liveblocks.Builder builder = Liveblocks.builder();
    if (listener != null) {
      builder.listener(listener);
    }
    parsed(Setting.BASE_URL, builder::baseUrl);
    parsed(Setting.DEADLINE, text -> builder.deadline(SettingText.duration(text)));
    parsed(Setting.CONNECT_TIMEOUT, text -> builder.connectTimeout(SettingText.duration(text)));
    parsed(Setting.MAX_RETRIES, text -> builder.maxRetries(SettingText.number(text)));
    parsed(
        Setting.MAX_CONCURRENT_CALLS, text -> builder.maxConcurrentCalls(SettingText.number(text)));
    Found key = find(Setting.SECRET_KEY, Setting.SECRET_KEY_FILE).orElseThrow(this::noSecretKey);
    // The last one: with the key, the whole is checked too.
    return textOrFile(
        key, text -> builder.secretKey(text).build(), file -> builder.secretKeyFile(file).build());
  }

  private static <T> T textOrFile(
      Found found, Function<String, T> ofText, Function<Path, T> ofFile) {
    boolean isFile = found.setting().name().endsWith("_FILE");
    return parsed(found, isFile ? text -> ofFile.apply(SettingText.path(text)) : ofText);
  }

  private MisconfiguredException noSecretKey() {
    return new MisconfiguredException(
        "no secret key is set. Copy the secret key (sk_…) from the Liveblocks dashboard, under API keys, and set one of: %s; or name a file that holds it: %s"
            .formatted(
                sources.howToSet(Setting.SECRET_KEY), sources.howToSet(Setting.SECRET_KEY_FILE)));
  }

  private <T> Optional<T> parsed(Setting setting, Function<String, T> parser) {
    return find(setting).map(found -> parsed(found, parser));
  }

  private static <T> T parsed(Found found, Function<String, T> parser) {
    try {
      return parser.apply(found.text());
    } catch (IllegalArgumentException e) {
      throw new MisconfiguredException(found + ": " + e.getMessage());
    }
  }
}
