package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.directory.UserDirectory.MentionSuggestion;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.support.CapturedLog;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not be sent concerns its own id, and no other. */
class EntryWriterTest {

  @AutoClose private final CapturedLog log = new CapturedLog();
  @AutoClose private final Json json = new Json();
  private final EntryWriter writer = new EntryWriter("the endpoint", json, new LogThrottle());

  static Stream<UnaryOperator<DirectoryEntry>> values() {
    Map<String, Object> itself = new LinkedHashMap<>();
    itself.put("itself", itself);
    return Stream.of(
        entry -> entry.with("name", "half \ud800"),
        entry -> entry.avatar("/a\udfff.png"),
        entry -> entry.avatar("javascript:alert(1)"),
        entry -> entry.avatar("JavaScript:alert(1)"),
        entry -> entry.avatar("java\nscript:alert(1)"),
        entry -> entry.with("avatar", CharBuffer.wrap("javascript:alert(1)")),
        entry -> entry.url(" vbscript:x"),
        entry -> entry.url("VBScript:x"),
        entry -> entry.url("\u0001javascript:alert(1)"),
        entry -> entry.with("half", List.of("\ud800")),
        entry -> entry.with("itself", itself),
        entry -> entry.with("long", "x".repeat(16_400)),
        entry -> entry.with("bean", new LazyBean()));
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
  void entriesWhenOneCannotBeSentThenOthersAre(UnaryOperator<DirectoryEntry> value) {
    Map<String, DirectoryEntry> found =
        Map.of(
            "a", DirectoryEntry.of("A"),
            "bad", value.apply(DirectoryEntry.of("secret name")),
            "c", DirectoryEntry.of("C"));

    for (int i = 0; i < 3; i++) {
      assertThat(writer.entries(List.of("a", "bad", "c"), found))
          .isEqualTo("[{\"name\":\"A\"},null,{\"name\":\"C\"}]");
    }
    assertThat(log.only(Level.WARNING))
        .contains("leaves out what the directory returned for 'bad'")
        .doesNotContain("secret name");
  }

  @ParameterizedTest
  @CsvSource({"https://x.example/javascript:b?c=d#e", "rooms/c", "/rooms/c", "//cdn.example/a"})
  void entriesWhenAUrlIsSafeThenItIsSent(String url) {
    assertThat(writer.entries(List.of("a"), Map.of("a", DirectoryEntry.of("A").url(url))))
        .isEqualTo("[{\"name\":\"A\",\"url\":\"%s\"}]", url);
  }

  /** A few bytes must not fetch a flood: the client asks for 50 ids at a time. */
  @Test
  void entriesWhenALargeOneIsAskedForManyTimesThenBounded() {
    Map<String, DirectoryEntry> large = Map.of("a", DirectoryEntry.of("x".repeat(16_000)));

    assertThat(writer.entries(Collections.nCopies(50, "a"), large))
        .doesNotContain("null")
        .hasSizeGreaterThan(50 * 16_000);
    String thousand = writer.entries(Collections.nCopies(1_000, "a"), large);
    assertThat(thousand).hasSizeLessThan(1_100_000).endsWith("null,null]");
    assertThat(thousand.split("\\{\"name\"|null", -1)).hasSize(1_001);
  }

  @Test
  @SuppressWarnings("NullAway") // As a database may have it.
  void suggestionsWhenOneHasNoIdThenOthersAreSent() {
    assertThat(
            writer.suggestions(
                Arrays.asList(
                    MentionSuggestion.user(null),
                    MentionSuggestion.user(" "),
                    MentionSuggestion.group("g", List.of("\ud800")),
                    MentionSuggestion.user("a"))))
        .isEqualTo("[{\"kind\":\"user\",\"id\":\"a\"}]");
    assertThat(log.only(Level.WARNING)).contains("leaves out");
  }

  @Test
  void toStringOfAnEntryShowsNoValue() {
    assertThat(DirectoryEntry.of("Alice").url("/a")).hasToString("DirectoryEntry[name, url]");
  }
}
