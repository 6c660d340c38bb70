package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsApiTest {

  @RegisterExtension
  final FakeLiveblocksExtension liveblocks =
      new FakeLiveblocksExtension(
          FakeLiveblocks.builder()
              .clock(Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC)));

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestClient client = new TestClient(fake);

  @Test
  void createWhenNewThenReturnsTheGroup() throws Exception {
    HttpResponse<String> response =
        client.post(
            "/v2/groups", "{\"id\":\"g\",\"memberIds\":[\"a\"],\"organizationId\":\"acme\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            """
            {"type":"group","id":"g","tenantId":"acme","organizationId":"acme",\
            "createdAt":"2026-11-23T12:00:00.000Z","updatedAt":"2026-11-23T12:00:00.000Z",\
            "scopes":{"mention":true},\
            "members":[{"id":"a","addedAt":"2026-11-23T12:00:00.000Z"}]}\
            """);
    assertThat(client.get("/v2/groups/g").body()).isEqualTo(response.body());
    assertThat(client.post("/v2/groups", "{\"id\":\"g\"}").statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":1}", "{\"id\":\"g\",\"memberIds\":\"a\"}"})
  void createWhenBodyIsInvalidThenUnprocessable(String body) throws Exception {
    assertThat(client.post("/v2/groups", body).statusCode()).isEqualTo(422);
  }

  @Test
  void membersWhenAddedAndRemovedThenGroupTells() throws Exception {
    client.post("/v2/groups", "{\"id\":\"g\",\"memberIds\":[\"a\"]}");

    assertThat(members(client.post("/v2/groups/g/add-members", "{\"memberIds\":[\"b\",\"a\"]}")))
        .containsExactly("a", "b");
    assertThat(members(client.post("/v2/groups/g/remove-members", "{\"memberIds\":[\"a\",\"x\"]}")))
        .containsExactly("b");
    assertThat(members(client.get("/v2/groups/g"))).containsExactly("b");
    assertThat(client.post("/v2/groups/g/add-members", "{}").statusCode()).isEqualTo(422);
  }

  @Test
  void listWhenManyThenPagedAndByUser() throws Exception {
    client.post("/v2/groups", "{\"id\":\"g1\",\"memberIds\":[\"a\"]}");
    client.post("/v2/groups", "{\"id\":\"g2\",\"memberIds\":[\"a\",\"b\"]}");

    assertThat(ids(client.get("/v2/groups"))).containsExactly("g2", "g1");
    assertThat(ids(client.get("/v2/users/a/groups"))).containsExactly("g2", "g1");
    assertThat(ids(client.get("/v2/users/b/groups"))).containsExactly("g2");
    assertThat(ids(client.get("/v2/users/x/groups"))).isEmpty();
    Map<?, ?> page = TestClient.object(client.get("/v2/users/a/groups?limit=1"));
    assertThat(page.get("nextPage"))
        .isEqualTo("/v2/users/a/groups?limit=1&startingAfter=" + page.get("nextCursor"));
    assertThat(ids(client.get(String.valueOf(page.get("nextPage"))))).containsExactly("g1");
  }

  @Test
  void deleteWhenGroupExistsThenGone() throws Exception {
    client.post("/v2/groups", "{\"id\":\"g\"}");

    assertThat(client.delete("/v2/groups/g").statusCode()).isEqualTo(204);
    assertThat(client.delete("/v2/groups/g").statusCode()).isEqualTo(404);
    assertThat(client.get("/v2/groups/g").body()).contains("GROUP_NOT_FOUND");
    assertThat(client.post("/v2/groups/g/remove-members", "{\"memberIds\":[]}").statusCode())
        .isEqualTo(404);
  }

  private static List<String> members(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    List<?> members = (List<?>) TestClient.object(response).get("members");
    assertThat(members).isNotNull();
    return members.stream().map(member -> String.valueOf(((Map<?, ?>) member).get("id"))).toList();
  }

  private static List<String> ids(HttpResponse<String> page) {
    assertThat(page.statusCode()).isEqualTo(200);
    return TestClient.data(page).stream()
        .map(group -> String.valueOf(((Map<?, ?>) group).get("id")))
        .toList();
  }
}
