package io.github.liveblocks4j.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.support.FuzzInput;
import io.github.liveblocks4j.support.Secrets;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Fuzzes the body that a stranger sends to look something up. */
class LookupFuzzTest {

  private static final RequestJson JSON = new RequestJson(LookupParser.EXAMPLE);
  private static final LiveblocksUser CALLER = LiveblocksUser.of("alice");

  @FuzzTest
  void parse(byte[] bytes) throws Exception {
    // One character a byte, so that bytes which are not UTF-8 stay.
    byte[] body =
        FuzzInput.withSecrets(new String(bytes, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);

    Optional<Lookup> forIdTokens = parse(body, false);
    Optional<Lookup> forAccessTokens = parse(body, true);

    boolean wildcard =
        forIdTokens.flatMap(Lookup::requiredRoom).filter(id -> id.contains("*")).isPresent();
    assertThat(forAccessTokens.isPresent()).isEqualTo(forIdTokens.isPresent() && !wildcard);
    if (forIdTokens.isPresent()) {
      assertFoundInOrder(forIdTokens.get());
    }
  }

  private static Optional<Lookup> parse(byte[] body, boolean accessTokens) {
    try {
      return Optional.of(LookupParser.parse(JSON.read(body), accessTokens));
    } catch (RequestRejectedException e) {
      assertThat(e.error()).isEqualTo(ErrorResponse.INVALID_REQUEST);
      assertThat(e.reason()).hasSizeBetween(1, 300).doesNotContainPattern("\\p{Cc}");
      assertThat(Secrets.leakIn(e.reason() + e)).isEmpty();
      assertThat(e.getCause()).isNull();
      return Optional.empty();
    }
  }

  /** Runs it with directories that know whatever they are asked for. */
  private static void assertFoundInOrder(Lookup lookup) throws Exception {
    Lookup.Directories directories =
        new Lookup.Directories(
            new Everybody(),
            (caller, ids) -> known(ids, RoomInfo::of),
            new InfoWriter(
                "Lookups",
                JSON.json(),
                new LogThrottle(System.getLogger("io.github.liveblocks4j"))));

    List<JsonValue> entries =
        JSON.json()
            .readObject("{\"entries\":" + lookup.run(directories, CALLER) + "}")
            .getJsonArray("entries");

    if (lookup instanceof Lookup.ByIds byIds) {
      assertThat(entries).hasSameSizeAs(byIds.ids());
      for (int i = 0; i < entries.size(); i++) {
        String id = byIds.ids().get(i);
        if (LookupParser.isPossibleId(id)) {
          assertThat(entries.get(i).asJsonObject().getString("name")).isEqualTo(id);
        } else {
          assertThat(entries.get(i)).isEqualTo(JsonValue.NULL);
        }
      }
    } else {
      assertThat(entries).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static <T> Map<String, T> known(Set<String> ids, Function<String, T> info) {
    Map<String, T> known = new HashMap<>();
    for (String id : ids) {
      assertThat(id.length()).isBetween(1, 512);
      assertThat(id.chars()).noneMatch(Character::isISOControl);
      assertThat(new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(id);
      known.put(id, info.apply(id));
    }
    return known;
  }

  private static final class Everybody implements UserDirectory {

    @Override
    public Map<String, UserInfo> users(LiveblocksUser caller, Set<String> ids) {
      return known(ids, UserInfo::of);
    }

    @Override
    public Map<String, GroupInfo> groups(LiveblocksUser caller, Set<String> ids) {
      return known(ids, GroupInfo::of);
    }

    @Override
    public List<MentionSuggestion> suggestMentions(
        LiveblocksUser caller, String roomId, String text) {
      assertThat(roomId.chars()).noneMatch(Character::isISOControl);
      assertThat(text.length()).isLessThanOrEqualTo(128);
      return List.of(MentionSuggestion.user("alice"));
    }
  }
}
