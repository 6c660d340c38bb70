package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.testing.AuthRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms and bodies that are meant to harm; {@code ResponsesTableTest} has the response to them. */
class HostileRequestTest {

  private static final RequestJson JSON = new RequestJson("{}");
  private static final HttpServletRequest HTTP = AuthRequests.withoutRoom().build().http();

  private static AuthRequest parse(String body, boolean accessTokens)
      throws RequestRejectedException {
    return AuthRequest.parse(HTTP, JSON.read(body.getBytes(StandardCharsets.UTF_8)), accessTokens);
  }

  private static void assertRejected(String room, boolean accessTokens) {
    assertThatExceptionOfType(RequestRejectedException.class)
        .isThrownBy(() -> parse("{\"room\":\"" + room + "\"}", accessTokens))
        .satisfies(
            rejection -> assertThat(rejection.error()).isEqualTo(ErrorResponse.INVALID_REQUEST));
  }

  /** In a grant, an asterisk stands for every room with that prefix. */
  @ParameterizedTest
  @ValueSource(strings = {"*", "acme:*", "a*b", "**", "\\u002a"})
  void parseWhenTheRoomHasAnAsteriskThenOnlyIdTokensAreFor(String room) throws Exception {
    assertRejected(room, true);
    assertThat(parse("{\"room\":\"" + room + "\"}", false).room().orElseThrow()).contains("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\u0000b",
        "a\\nb",
        "a*\\nForged log line",
        "a\\u001fb",
        "a\\u007fb",
        "a\\u0085b",
        "\\ud800",
        "a\\udfff",
        "\\udc00\\ud800"
      })
  void parseWhenTheRoomIsMalformedThenIsRejected(String room) {
    assertRejected(room, true);
    assertRejected(room, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"планы 計画 🦊", "a b", "../x", "<script>"})
  void parseWhenTheRoomIsUnusualThenIsAsItWas(String room) throws Exception {
    assertThat(parse("{\"room\":\"" + room + "\"}", true).room()).hasValue(room);
  }
}
