package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.support.CapturedLog;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Directories that fail, in whole or for one id. */
class DirectoryFailuresTest {

  private static final String USERS = "{\"userIds\":[\"a\",\"bad\",\"c\"]}";

  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void close() {
    log.close();
  }

  private interface Failing {
    Map<String, DirectoryEntry> users() throws Exception;
  }

  private static DirectoryApp failing(Failing code) {
    return DirectoryApp.of((caller, ids) -> code.users());
  }

  static Stream<Failing> failures() {
    return Stream.of(
        () -> {
          throw new java.sql.SQLException("database away");
        },
        () -> {
          throw new IllegalArgumentException("database away");
        },
        () -> {
          throw new NoClassDefFoundError("database away");
        },
        () -> {
          throw new StackOverflowError("database away");
        },
        () -> {
          throw new InterruptedException("database away");
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void usersWhenTheDirectoryThrowsThenTheLookupFailsAndTheNextOneIsServed(Failing failure) {
    try (DirectoryApp app = failing(failure)) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> response = app.post(USERS);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
            .startsWith("{\"error\":\"unavailable\"")
            .endsWith("\"code\":\"directory_failed\"}")
            .doesNotContain("database")
            .doesNotContain("Exception");
      }
      assertThat(log.at(Level.SEVERE)).singleElement().asString().contains("database away");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // What it is about.
  void usersWhenTheDirectoryReturnsNullThenTheLookupFails() {
    try (DirectoryApp app = failing(() -> null)) {
      assertThat(app.post(USERS).body()).contains("directory_failed");
      assertThat(app.post("{\"roomId\":\"r\",\"text\":\"\"}").body()).isEqualTo("[]");
      assertThat(log.text()).contains("returned null instead of a map");
    }
  }

  @Test
  void usersWhenTheDirectoryDeniesThenAccessDeniedWithoutAnErrorInTheLog() {
    try (DirectoryApp app =
        failing(
            () -> {
              throw new AccessDeniedException("Guests see nobody.");
            })) {
      HttpResponse<String> response = app.post(USERS);
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("Guests see nobody.").contains("access_denied");
      assertThat(log.at(Level.SEVERE)).isEmpty();
    }
  }

  static Stream<UnaryOperator<DirectoryEntry>> values() {
    Map<String, Object> itself = new LinkedHashMap<>();
    itself.put("itself", itself);
    return Stream.of(
        info -> info.with("name", "half \ud800"),
        info -> info.avatar("/a\udfff.png"),
        info -> info.avatar("javascript:alert(1)"),
        info -> info.avatar("JavaScript:alert(1)"),
        info -> info.avatar("java\nscript:alert(1)"),
        info -> info.avatar(" vbscript:x"),
        info -> info.avatar("VBScript:x"),
        info -> info.avatar("\u0001javascript:alert(1)"),
        info -> info.with("half", List.of("\ud800")),
        info -> info.with("itself", itself),
        info -> info.with("long", "x".repeat(16_400)),
        info -> info.with("bean", new LazyBean()));
  }

  /** As an object-relational mapper's, outside its session. */
  public static final class LazyBean {
    private @Nullable String name;

    public String getName() {
      return Objects.requireNonNull(name, "lazy loading failed");
    }

    public void setName(String name) {
      this.name = name;
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void usersWhenOneValueCannotBeSentThenOthersAre(UnaryOperator<DirectoryEntry> value) {
    Map<String, DirectoryEntry> found =
        Map.of(
            "a", DirectoryEntry.of("A"),
            "bad", value.apply(DirectoryEntry.of("secret name")),
            "c", DirectoryEntry.of("C"));
    try (DirectoryApp app = failing(() -> found)) {
      for (int i = 0; i < 3; i++) {
        assertThat(app.post(USERS).body()).isEqualTo("[{\"name\":\"A\"},null,{\"name\":\"C\"}]");
      }
      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains("leaves out what the directory returned for 'bad'")
          .doesNotContain("secret name");
    }
  }

  @Test
  void roomsWhenAUrlWouldRunAsCodeThenTheRoomIsUnknown() {
    try (DirectoryApp app =
        DirectoryApp.with(
            new LiveblocksDirectoryServlet(
                DirectoryApp.HEADER,
                (caller, ids) -> Map.of(),
                (caller, ids) ->
                    Map.of(
                        "a", DirectoryEntry.of("A").url("javascript:alert(1)"),
                        "b", DirectoryEntry.of("B").url("https://x.example/javascript:b?c=d#e"),
                        "c", DirectoryEntry.of("C").url("rooms/c"))),
            Map.of())) {
      assertThat(app.post("{\"roomIds\":[\"a\",\"b\",\"c\"]}").body())
          .isEqualTo(
              "[null,{\"name\":\"B\",\"url\":\"https://x.example/javascript:b?c=d#e\"},{\"name\":\"C\",\"url\":\"rooms/c\"}]");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // As a database may have it.
  void mentionsWhenOneHasNoIdThenOthersAreSuggested() {
    UserDirectory directory =
        new UserDirectory() {
          @Override
          public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids) {
            return Map.of();
          }

          @Override
          public List<MentionSuggestion> suggestMentions(
              LiveblocksUser caller, String roomId, String text) {
            return Arrays.asList(
                MentionSuggestion.user(null),
                MentionSuggestion.user(" "),
                MentionSuggestion.group("g", List.of("\ud800")),
                MentionSuggestion.user("a"));
          }
        };
    try (DirectoryApp app = DirectoryApp.of(directory)) {
      assertThat(app.post("{\"roomId\":\"r\",\"text\":\"\"}").body())
          .isEqualTo("[{\"kind\":\"user\",\"id\":\"a\"}]");
      assertThat(log.at(Level.WARNING)).singleElement().asString().contains("leaves out");
    }
  }

  /** A few bytes must not fetch a flood: the client asks for 50 ids at a time. */
  @Test
  void usersWhenOneEntryIsAskedForManyTimesThenTheResponseIsBounded() {
    Map<String, DirectoryEntry> large = Map.of("a", DirectoryEntry.of("x".repeat(16_000)));
    try (DirectoryApp app = failing(() -> large)) {
      String fifty = app.post(repeated(50)).body();
      assertThat(fifty).doesNotContain("null").hasSizeGreaterThan(50 * 16_000);

      String thousand = app.post(repeated(1_000)).body();

      assertThat(thousand).hasSizeLessThan(1_100_000).endsWith("null,null]");
      assertThat(thousand.split("\\{\"name\"|null", -1)).hasSize(1_001);
    }
  }

  private static String repeated(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"a\"")
        .collect(Collectors.joining(",", "{\"userIds\":[", "]}"));
  }
}
