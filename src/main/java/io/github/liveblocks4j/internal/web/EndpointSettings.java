package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.LiveblocksConfig;
import io.github.liveblocks4j.internal.web.SettingSources.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses settings; the only place that does. */
public final class EndpointSettings {

  static final Duration DEFAULT_BODY_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LONGEST_BODY_TIMEOUT = Duration.ofMinutes(1);
  private static final int DEFAULT_MAX_BODY_BYTES = 16 * 1024;
  private static final int LARGEST_MAX_BODY_BYTES = 1024 * 1024;
  private static final long MAX_KEY_FILE_BYTES = 4_096;
  private static final Pattern PLAIN_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)");
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\[\\]:_-]+");

  private final SettingSources sources;

  EndpointSettings(SettingSources sources) {
    this.sources = sources;
  }

  /** Whether the endpoint is switched on at all; default true. */
  boolean enabled() {
    return parsed(Setting.ENABLED, EndpointSettings::flag).orElse(true);
  }

  /** Whether to release the request's thread while waiting for Liveblocks; default true. */
  public boolean async() {
    return parsed(Setting.ASYNC, EndpointSettings::flag).orElse(true);
  }

  /** The largest body taken, in bytes; default 16 KiB. */
  public int maxBodyBytes() {
    return parsed(
            Setting.MAX_BODY_BYTES,
            text -> {
              int bytes = number(text);
              if (bytes < 1 || bytes > LARGEST_MAX_BODY_BYTES) {
                throw new IllegalArgumentException(
                    "expected 1 to " + LARGEST_MAX_BODY_BYTES + " bytes");
              }
              return bytes;
            })
        .orElse(DEFAULT_MAX_BODY_BYTES);
  }

  /** How long a request's body may take to arrive; default 5 seconds. */
  public Duration bodyTimeout() {
    return parsed(
            Setting.BODY_TIMEOUT,
            text -> {
              Duration timeout = duration(text);
              if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_BODY_TIMEOUT) > 0) {
                throw new IllegalArgumentException("expected 1 ms to 1 min");
              }
              return timeout;
            })
        .orElse(DEFAULT_BODY_TIMEOUT);
  }

  /** Other origins whose pages may call; default none. */
  public Set<String> allowedOrigins() {
    return parsed(Setting.ALLOWED_ORIGINS, EndpointSettings::origins).orElse(Set.of());
  }

  /** Roles that become group ids with the container's own login; default none. */
  public List<String> roleGroups() {
    return parsed(Setting.ROLE_GROUPS, EndpointSettings::list).orElse(List.of());
  }

  /** The class name of a collaborator, where one is set. */
  Optional<Found> className(Setting setting) {
    return sources.find(setting);
  }

  /** How to reach Liveblocks. */
  public LiveblocksConfig liveblocks() {
    LiveblocksConfig.Builder builder = LiveblocksConfig.builder();
    parsed(Setting.BASE_URL, builder::baseUrl);
    parsed(Setting.DEADLINE, text -> builder.deadline(duration(text)));
    parsed(Setting.CONNECT_TIMEOUT, text -> builder.connectTimeout(duration(text)));
    parsed(Setting.MAX_RETRIES, text -> builder.maxRetries(number(text)));
    parsed(Setting.MAX_CONCURRENT_CALLS, text -> builder.maxConcurrentCalls(number(text)));
    if (!setSecretKey(builder)) {
      throw new MisconfiguredException(
          "no secret key is set. Copy the secret key (sk_…) from the Liveblocks dashboard, under API keys, and set one of: %s; or name a file that holds it: %s"
              .formatted(
                  sources.howToSet(Setting.SECRET_KEY), sources.howToSet(Setting.SECRET_KEY_FILE)));
    }
    return builder.build();
  }

  private boolean setSecretKey(LiveblocksConfig.Builder builder) {
    Optional<Found> key = sources.find(Setting.SECRET_KEY);
    Optional<Found> file = sources.find(Setting.SECRET_KEY_FILE);
    if (key.isPresent() && file.isPresent() && key.get().rank() == file.get().rank()) {
      throw new MisconfiguredException(
          "%s and %s are both set: keep one of them".formatted(key.get(), file.get()));
    }
    boolean fileFirst = file.isPresent() && (key.isEmpty() || file.get().rank() < key.get().rank());
    return fileFirst
        ? parsed(Setting.SECRET_KEY_FILE, path -> builder.secretKey(contentOf(path))).isPresent()
        : parsed(Setting.SECRET_KEY, builder::secretKey).isPresent();
  }

  private <T> Optional<T> parsed(Setting setting, Function<String, T> parser) {
    return sources
        .find(setting)
        .map(
            found -> {
              try {
                return parser.apply(found.text());
              } catch (IllegalArgumentException e) {
                throw new MisconfiguredException(found + ": " + e.getMessage());
              }
            });
  }

  private static String contentOf(String path) {
    try {
      Path file = Path.of(path.strip());
      if (Files.size(file) > MAX_KEY_FILE_BYTES) {
        throw new IllegalArgumentException(
            "the file is larger than " + MAX_KEY_FILE_BYTES + " bytes; it must hold the key alone");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("this is no file path");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file cannot be read (%s): check that it exists and that the server's user may read it"
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private static boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number");
    }
  }

  private static Duration duration(String text) {
    Matcher plain = PLAIN_DURATION.matcher(text.strip());
    if (plain.matches()) {
      long amount = Long.parseLong(plain.group(1));
      return switch (plain.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        default -> Duration.ofMinutes(amount);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a duration such as 8s, 500ms or PT8S");
    }
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(entry -> !entry.isEmpty()).toList();
  }

  private static Set<String> origins(String text) {
    Set<String> origins = new LinkedHashSet<>();
    for (String entry : list(text)) {
      String origin = entry.toLowerCase(Locale.ROOT);
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "'%s' is no origin: expected scheme://host[:port] without a path, for example https://app.example.com; * is not possible, for the visitor's cookies travel along"
                .formatted(entry));
      }
      origins.add(origin);
    }
    return origins;
  }
}
