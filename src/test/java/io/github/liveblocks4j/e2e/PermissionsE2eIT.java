package io.github.liveblocks4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix;
import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import io.github.liveblocks4j.auth.RoomResource;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.rooms.RoomQuery;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What we say of permissions and of queries, compared with what the functions of the real packages
 * say, on generated cases. Another seed: {@code -Dpermissions.seed=…}.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsE2eIT {

  private static final int CASES = 2_000;
  private static final int QUERIES = 500;

  private static final List<String> BASES = List.of("*:read", "*:write", "room:read", "room:write");
  private static final List<String> FEATURES =
      List.of("storage", "comments", "comments:public", "comments:private", "feeds");
  private static final List<String> LEVELS = List.of("read", "write", "none");
  private static final List<String> SCOPES = allScopes();

  private final long seed = Long.getLong("permissions.seed", 20_261_123L);
  private String asked = "";
  private final Random random = new Random(seed);
  @AutoClose private final Json json = new Json();

  @AutoClose private final ChildProcess oracle = new ChildProcess("node", "permissions-oracle.mjs");

  /** Asks what the real package says about members: name, value, name, value. */
  private JsonValue ask(String about, Object... members) {
    Map<String, Object> question = new HashMap<>(Map.of("about", about));
    for (int i = 0; i < members.length; i += 2) {
      question.put(members[i].toString(), members[i + 1]);
    }
    asked = json.writeAny("question", question);
    String line = oracle.ask(asked);
    JsonArray response = json.read(line, JsonArray.class);
    return Objects.requireNonNull(response).get(0);
  }

  @Test
  void idTokensWhenGeneratedThenResolvedAsLiveblocksDoes() {
    Set<JsonObject> seen = new HashSet<>();
    for (int i = 0; i < CASES; i++) {
      LiveblocksUser user = LiveblocksUser.of("u").groupIds(some(List.of("g1", "g2", "g3", "g4")));
      List<String> everyone = set();
      Map<String, List<String>> groups = new LinkedHashMap<>();
      some(List.of("g3", "g1", "g2", "g5")).forEach(id -> groups.put(id, set()));
      Map<String, List<String>> users = new LinkedHashMap<>();
      some(List.of("u", "v")).forEach(id -> users.put(id, set()));

      var own = user.groupIds().stream().filter(groups::containsKey).map(groups::get).toList();
      var theirs = users.getOrDefault("u", List.of());
      JsonValue expected =
          ask(
              "idToken",
              "defaultAccesses",
              everyone,
              "groupsAccesses",
              own,
              "userAccesses",
              theirs);
      PermissionMatrix matrix =
          PermissionMatrix.of(user, permissions(everyone), permissions(groups), permissions(users));
      seen.add(compare(expected.asJsonObject(), matrix));
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  @Test
  void accessTokensWhenGeneratedThenResolvedAsLiveblocksDoes() {
    Set<JsonObject> seen = new HashSet<>();
    for (int i = 0; i < CASES; i++) {
      Session session = session();
      String roomId = text("ab", 1, 3);
      var grants =
          session.toPermissions().entrySet().stream()
              .map(grant -> Map.of("pattern", grant.getKey(), "scopes", grant.getValue()))
              .toList();
      JsonValue expected = ask("accessToken", "roomId", roomId, "permissions", grants);
      seen.add(compare(expected.asJsonObject(), session.permissionsIn(roomId)));
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  @Test
  void setsWhenGeneratedThenJudgedAsLiveblocksDoes() {
    int valid = 0;
    for (int i = 0; i < CASES; i++) {
      List<String> scopes = random.nextBoolean() ? anySet() : set();
      boolean theirs = ask("set", "scopes", scopes) == JsonValue.TRUE;
      assertThat(isValid(scopes)).as("%s, seed %d", scopes, seed).isEqualTo(theirs);
      valid += theirs ? 1 : 0;
    }
    assertThat(valid).isBetween(CASES / 10, CASES * 9 / 10);
  }

  @Test
  void queriesWhenGeneratedThenTheOfficialParserReadsWhatWasMeant() {
    String alphabet = "ab \"'\\\n\r\t:^[]()-*/é😀\u0000\u2028ANDOR";
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        Liveblocks liveblocks = DevServer.client(fake.baseUrl(), fake.secretKey())) {
      for (int i = 0; i < QUERIES; i++) {
        String prefix = text(alphabet, 1, 6);
        Map<String, String> meant = new LinkedHashMap<>(Map.of("roomId", prefix));
        RoomQuery query = RoomQuery.all().roomIdStartsWith(prefix);
        for (int n = random.nextInt(3); n > 0; n--) {
          String key = text(alphabet, 1, 4);
          String value = text(alphabet, 0, 8);
          query = query.metadata(key, value);
          meant.put(key, value);
        }

        var unused = liveblocks.rooms().list(query);

        String sent = fake.requests().get(i).query().replaceFirst(".*query=([^&]*).*", "$1");
        sent = URLDecoder.decode(sent, UTF_8);
        Map<String, String> read = new LinkedHashMap<>();
        ask("query", "query", sent)
            .asJsonArray()
            .getValuesAs(JsonObject.class)
            .forEach(each -> read.put(each.getString("field"), each.getString("text")));
        assertThat(read).as("%s, seed %d", sent, seed).isEqualTo(meant);
      }
    }
  }

  private JsonObject compare(JsonObject expected, PermissionMatrix matrix) {
    for (RoomResource resource : RoomResource.values()) {
      assertThat(matrix.access(resource))
          .as("%s of %s, seed %d", resource, asked, seed)
          .hasToString(expected.getString(resource.name()));
    }
    assertThat(matrix.allows(RoomResource.COMMENTS, AccessLevel.READ))
        .isEqualTo(expected.getBoolean("readsComments"));
    assertThat(matrix.allows(RoomResource.COMMENTS, AccessLevel.WRITE))
        .isEqualTo(expected.getBoolean("writesComments"));
    return expected;
  }

  private Session session() {
    Session session = Session.none();
    for (String pattern : some(List.of("*", "a*", "b*", "ab*", "a", "ab", "aba*", "aba", "b"))) {
      Permission[] set = permissions(validSet()).toArray(Permission[]::new);
      if (pattern.equals("*")) {
        session = session.allowAll(set);
      } else if (pattern.endsWith("*")) {
        session = session.allowPrefix(pattern.substring(0, pattern.length() - 1), set);
      } else {
        session = session.allow(pattern, set);
      }
    }
    return session;
  }

  /** Mostly of the kind that Liveblocks takes, and sometimes anything. */
  private List<String> set() {
    return switch (random.nextInt(6)) {
      case 0 -> List.of();
      case 1 -> anySet();
      default -> validSet();
    };
  }

  private List<String> validSet() {
    List<String> set = new ArrayList<>(List.of(one(BASES)));
    some(FEATURES).forEach(feature -> set.add(feature + ":" + one(LEVELS)));
    if (random.nextInt(5) == 0) {
      set.add("room:presence:write");
    }
    Collections.shuffle(set, random);
    return set;
  }

  private List<String> anySet() {
    return IntStream.range(0, random.nextInt(5)).mapToObj(i -> one(SCOPES)).toList();
  }

  private String text(String alphabet, int least, int most) {
    int[] characters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int n = least + random.nextInt(most - least + 1); n > 0; n--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private List<String> some(List<String> of) {
    List<String> some = new ArrayList<>(of);
    Collections.shuffle(some, random);
    return some.subList(0, random.nextInt(some.size() + 1));
  }

  private static List<String> allScopes() {
    List<String> scopes = new ArrayList<>(BASES);
    FEATURES.forEach(feature -> LEVELS.forEach(level -> scopes.add(feature + ":" + level)));
    scopes.add("room:presence:write");
    return List.copyOf(scopes);
  }

  private static boolean isValid(List<String> scopes) {
    try {
      return !Session.none().allowAll(permissions(scopes).toArray(Permission[]::new)).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Permission> permissions(Collection<String> scopes) {
    return scopes.stream().map(Permission::of).toList();
  }

  private static Map<String, List<Permission>> permissions(Map<String, List<String>> accesses) {
    Map<String, List<Permission>> permissions = new LinkedHashMap<>();
    accesses.forEach((id, scopes) -> permissions.put(id, permissions(scopes)));
    return permissions;
  }
}
