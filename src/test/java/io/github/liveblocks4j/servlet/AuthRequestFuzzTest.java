package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.support.FuzzInput;
import io.github.liveblocks4j.support.Secrets;
import io.github.liveblocks4j.testing.AuthRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fuzzes the request body. */
class AuthRequestFuzzTest {

  private static final RequestJson JSON = new RequestJson("{}");
  private static final HttpServletRequest HTTP = AuthRequests.withoutRoom().build().http();
  private static final int MAX_DEPTH = 64;

  @FuzzTest
  void parse(byte[] bytes) {
    // One character a byte, so that bytes which are not UTF-8 stay.
    byte[] body =
        FuzzInput.withSecrets(new String(bytes, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);

    Optional<AuthRequest> forIdTokens = parse(body, false);
    Optional<AuthRequest> forAccessTokens = parse(body, true);

    forIdTokens.ifPresent(AuthRequestFuzzTest::assertWithinContract);
    Optional<String> room = forIdTokens.flatMap(AuthRequest::room);
    boolean wildcard = room.filter(id -> id.contains("*")).isPresent();
    assertThat(forAccessTokens.isPresent()).isEqualTo(forIdTokens.isPresent() && !wildcard);
    if (!wildcard) {
      // What the endpoint lets in can be granted, as exactly that room.
      room.ifPresent(
          id -> {
            Session session = Session.none().allow(id, Permission.WRITE);
            assertThat(session.covers(id)).isTrue();
            assertThat(session.toPermissions()).containsOnlyKeys(id);
          });
    }
  }

  private static Optional<AuthRequest> parse(byte[] body, boolean accessTokens) {
    try {
      return Optional.of(AuthRequest.parse(HTTP, JSON.read(body), accessTokens));
    } catch (RequestRejectedException e) {
      assertThat(e.error()).isEqualTo(ErrorResponse.INVALID_REQUEST);
      assertThat(e.getMessage()).hasSizeBetween(1, 300).doesNotContainPattern("\\p{Cc}");
      assertThat(Secrets.leakIn(e.getMessage() + e)).isEmpty();
      assertThat(e.getCause()).isNull();
      return Optional.empty();
    }
  }

  private static void assertWithinContract(AuthRequest request) {
    request
        .room()
        .ifPresent(
            room -> {
              assertThat(room).hasSizeBetween(1, 128);
              assertThat(room.chars()).noneMatch(Character::isISOControl);
              assertThat(new String(room.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                  .isEqualTo(room);
            });
    assertThat(request.body().get("room")).isEqualTo(request.room().orElse(null));
    assertPlain(request.body(), MAX_DEPTH);
  }

  private static void assertPlain(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      assertThat(depth).isPositive();
      map.forEach(
          (name, member) -> {
            assertThat(name).isInstanceOf(String.class);
            assertThat(member).isNotNull();
            assertPlain(member, depth - 1);
          });
    } else if (value instanceof List<?> list) {
      assertThat(depth).isPositive();
      list.forEach(item -> assertPlain(item, depth - 1));
    } else if (value instanceof BigDecimal number) {
      // An application that asks for an integer gets it at once.
      assertThat(number.toBigInteger().bitLength()).isLessThan(4_000);
    } else if (value != null) {
      assertThat(value).isInstanceOfAny(String.class, Boolean.class);
    }
  }
}
