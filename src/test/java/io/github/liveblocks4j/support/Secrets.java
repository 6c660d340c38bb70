package io.github.liveblocks4j.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a secret looks like, written down apart from the code that masks them. Tests take keys that
 * look like one, so that a leak is recognised wherever it shows up.
 */
public final class Secrets {

  /** A key whose text no test has a reason to mention in any other way. */
  public static final String KEY = "sk_prod_topsecretOfTheTests";

  /** A webhook secret. */
  public static final String WEBHOOK_SECRET = "whsec_dG9wc2VjcmV0T2ZUaGVUZXN0c0FuZE9mTW9yZQ==";

  /** A token as Liveblocks and the fake make them. */
  public static final String TOKEN =
      "eyJhbGciOiJIUzI1NiJ9.eyJrIjoiaWQiLCJ1aWQiOiJhbGljZSJ9.dG9wc2VjcmV0U2lnbmF0dXJl";

  /** The cookie of a session. */
  public static final String COOKIE = "JSESSIONID=node01topsecretcookie0";

  /** What each secret has in it, in lower case, and its pattern, which takes ten times as long. */
  private static final Map<String, String> LEAKS =
      new TreeMap<>(
          Map.of(
              "sk_",
              // A secret key; what stays of a masked one is no leak. Nor is task_id.
              "(?<![A-Za-z0-9])sk_(?!(?:dev_|prod_)?(?:[^A-Za-z0-9_-]|$))[A-Za-z0-9_-]++"
                  + "|sk_(?:dev|prod|localdev)_[A-Za-z0-9]++",
              "lbs_",
              "(?<![A-Za-z0-9])lbs_[A-Za-z0-9]++",
              "whsec_",
              "whsec_[A-Za-z0-9+/=]++",
              // The first part of a JWT, and a signature without it.
              "eyj",
              "eyJ[A-Za-z0-9_-]{8,}+",
              "dg9wc2vj",
              "dG9wc2Vj[A-Za-z0-9+/=_-]++",
              "bearer ",
              "(?i:bearer )[A-Za-z0-9._~+/=-]{16,}+",
              "jsessionid=",
              "(?i:jsessionid=)[A-Za-z0-9._-]{8,}+",
              // The core of the keys above, should their beginning be cut off.
              "topsecret",
              "(?i:topsecret)"));

  private static final Pattern LEAK = Pattern.compile(String.join("|", LEAKS.values()));

  private static final Pattern PART =
      Pattern.compile(LEAK.pattern() + "|dG9wc2Vj|(?i:jsessionid=)");

  private Secrets() {}

  /** Returns the first secret in a text, with what stands around it; empty when there is none. */
  public static Optional<String> leakIn(String text) {
    if (LEAKS.keySet().stream().noneMatch(text.toLowerCase(Locale.ROOT)::contains)) {
      return Optional.empty();
    }
    Matcher leak = LEAK.matcher(text);
    return leak.find()
        ? Optional.of(
            text.substring(
                Math.max(0, leak.start() - 80), Math.min(text.length(), leak.end() + 40)))
        : Optional.empty();
  }

  /** Checks that a failure says something in one bounded line, and no secret in all its causes. */
  public static void assertSafe(Throwable failure, int maxLength) {
    assertThat(String.valueOf(failure.getMessage()))
        .hasSizeBetween(1, maxLength)
        .doesNotContainPattern("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(leakIn(cause.toString())).isEmpty();
    }
  }

  /**
   * Returns the text without secrets, and without the beginnings of those that {@link #leakIn}
   * knows and no code masks: whatever stands behind one would complete it.
   */
  static String without(String text) {
    String harmless = text;
    for (Matcher part = PART.matcher(harmless); part.find(); part = PART.matcher(harmless)) {
      harmless = part.replaceFirst("");
    }
    return harmless;
  }
}
