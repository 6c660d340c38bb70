package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiCallTest {

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();

  public record Comment(String id, String text, List<String> tags) {}

  public record Room(String id, Map<String, Object> metadata) {}

  @Test
  void sendWhenTypeIsARecordThenJsonBReadsIt() {
    fake.next(
        Failure.status(200).body("{\"id\":\"c\",\"text\":\"é\",\"tags\":[\"a\"],\"new\":{}}"));

    Comment comment =
        liveblocks
            .call("GET", "/v2/rooms/{roomId}/threads/{threadId}/comments")
            .variable("roomId", "a/b")
            .variable("threadId", "th 1")
            .query("q", "x&y=z")
            .query("limit", 5)
            .send(Comment.class);

    assertThat(comment).isEqualTo(new Comment("c", "é", List.of("a")));
    assertThat(fake.requests().get(0))
        .hasToString("GET /v2/rooms/a%2Fb/threads/th%201/comments?q=x%26y%3Dz&limit=5");
    assertThat(fake.requests().get(0).header("Authorization"))
        .contains("Bearer " + fake.secretKey());
  }

  @Test
  void headerWhenSetTwiceThenTheLastIsSent() {
    fake.next(Failure.status(204).body(""));

    liveblocks.call("GET", "/v2/x").header("X-Trace", "a").header("x-trace", "b c").send();

    assertThat(fake.requests().get(0).headers().get("x-trace")).containsExactly("b c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization | s3cret",
        "content-type | s3cret",
        "HOST | s3cret",
        "Transfer-Encoding | s3cret",
        "X Y | s3cret",
        "'' | s3cret",
        "X | 's3cret '",
        "X | 's3cr\u00e9t'",
        "X | ''"
      })
  void headerWhenNotValidThenRefusedWithoutItsValue(String name, String value) {
    ApiCall call = liveblocks.call("GET", "/v2/x");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.header(name, value))
        .withMessageNotContaining("s3cr");
    assertThatIllegalArgumentException().isThrownBy(() -> call.header("X", "a\r\nY: b"));
  }

  @Test
  void sendWhenThereIsABodyThenJsonBWritesIt() {
    Room room =
        liveblocks
            .call("POST", "/v2/rooms")
            .body(Map.of("id", "r", "defaultAccesses", List.of()))
            .send(Room.class);

    assertThat(room.id()).isEqualTo("r");
    assertThat(
            liveblocks
                .call("GET", "/v2/rooms/{id}")
                .variable("id", "r")
                .sendAsync(JsonObject.class)
                .join()
                .getString("id"))
        .isEqualTo("r");
    assertThat(liveblocks.call("GET", "/v2/rooms").send(JsonObject.class)).containsKey("data");
  }

  @Test
  void sendWhenThereIsNoResultTypeThenTheBodyIsIgnored() {
    fake.next(Failure.status(204).body(""), Failure.status(200).body("whatever"));

    liveblocks.call("DELETE", "/v2/rooms/{id}").variable("id", "r").send();
    assertThat(liveblocks.call("PUT", "/v2/x").sendAsync()).succeedsWithin(Duration.ofMinutes(10));
    assertThat(fake.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v2/x,true",
    "PUT,/v2/x,true",
    "DELETE,/v2/x,true",
    "POST,/v2/x,false",
    "PATCH,/v2/x,false",
    "PUT,/v2/ai/copilots/c/knowledge/file/plan.pdf,false",
    "DELETE,/v2/ai/copilots/c/knowledge/file/source,true"
  })
  void sendWhenTheFailureIsTransientThenRetriedByMethod(
      String method, String path, boolean idempotent) {
    fake.next(Failure.status(503), Failure.status(204).body(""));

    if (idempotent) {
      liveblocks.call(method, path).send();
    } else {
      assertThatThrownBy(() -> liveblocks.call(method, path).send())
          .isInstanceOf(LiveblocksApiException.class);
    }
    assertThat(fake.requests()).hasSize(idempotent ? 2 : 1);

    fake.clearFailures();
    fake.next(Failure.status(503), Failure.status(204).body(""));
    if (idempotent) {
      assertThatThrownBy(() -> liveblocks.call(method, path).idempotent(false).send())
          .isInstanceOf(LiveblocksApiException.class);
    } else {
      liveblocks.call(method, path).idempotent(true).send();
    }
    assertThat(fake.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "null", "<html>", "{", "[1]", "{\"tags\":{\"a\":1}}", "1"})
  void sendWhenTheResponseDoesNotFitThenProtocolException(String body) {
    fake.next(Failure.status(200).body(body));

    assertThatThrownBy(() -> liveblocks.call("GET", "/v2/x").send(Comment.class))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("GET /v2/x");
  }

  @Test
  void sendWhenTheResponseIsOtherJsonThanAskedForThenProtocolException() {
    fake.next(Failure.status(200).body("[1]"), Failure.status(200).body("7"));

    assertThatThrownBy(() -> liveblocks.call("GET", "/v2/x").send(JsonObject.class))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("but not with JsonObject");
    assertThat(liveblocks.call("GET", "/v2/x").<Integer>send(int.class)).isEqualTo(7);
  }

  @Test
  void sendWhenTheResponseQuotesATokenThenTheMessageDoesNot() {
    String token = "eyJhbGciOiJIUzI1NiJ9.eyJrIjoiaWQifQ.c2lnbmF0dXJl";
    fake.next(Failure.status(200).body("{\"tags\":\"" + token + "\"}"));

    assertThatThrownBy(() -> liveblocks.call("GET", "/v2/x").send(Comment.class))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageNotContaining("eyJ")
        .hasNoCause();
  }

  @Test
  void sendWhenTheResponseIsDeeplyNestedThenReadUpToABound() {
    String deep = "{\"a\":".repeat(500) + "1" + "}".repeat(500);
    fake.next(
        Failure.status(200).body(deep),
        Failure.status(200).body("[".repeat(100_000) + "]".repeat(100_000)));

    assertThat(liveblocks.call("GET", "/v2/x").send(JsonObject.class)).containsKey("a");
    assertThatThrownBy(() -> liveblocks.call("GET", "/v2/x").send(JsonObject.class))
        .isInstanceOf(LiveblocksProtocolException.class);
  }

  private static Stream<Arguments> invalid() {
    Function<String, Arguments> type =
        text -> invalid("contentType is not valid", lb -> put(lb).body(new byte[1], text));
    Stream<Arguments> others =
        Stream.of(
            invalid("GET", lb -> lb.call("get", "/v2/x")),
            invalid("path template", lb -> lb.call("GET", "https://example.org/v2/x")),
            invalid("{roomId}", lb -> lb.call("GET", "/v2/rooms/{roomId}").send()),
            invalid("{a}", lb -> lb.call("GET", "/v2/{a}").iterate("cursor", Room.class)),
            invalid("cannot be written as JSON", lb -> put(lb).body(new Object[] {new Loop()})),
            invalid("body(bytes, contentType)", lb -> put(lb).body((Object) new byte[1])),
            invalid("between 1 ms and 5 min", lb -> put(lb).timeout(Duration.ofMillis(-1))),
            invalid("between 1 ms and 5 min", lb -> put(lb).timeout(Duration.ZERO)),
            invalid("between 1 ms and 5 min", lb -> put(lb).timeout(Duration.ofMillis(300_001))),
            invalid("maxResponseBytes must be", lb -> put(lb).maxResponseBytes(-1)),
            invalid("maxResponseBytes must be", lb -> put(lb).maxResponseBytes((1 << 30) + 1)));
    return Stream.concat(
        others,
        Stream.of("", "text", "a/b\r\nX: y", "a/b; c=\u00e9", "a /b", "/", "text/plain\u0000")
            .map(type));
  }

  private static ApiCall put(Liveblocks liveblocks) {
    return liveblocks.call("PUT", "/v2/x");
  }

  private static Arguments invalid(String message, Consumer<Liveblocks> call) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void callWhenArgumentsAreInvalidThenRejectedBeforeAnythingIsSent(
      String message, Consumer<Liveblocks> call) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.accept(liveblocks))
        .withMessageContaining(message);
    assertThat(fake.requests()).isEmpty();
  }

  /** Cannot be written. */
  public static final class Loop {
    public Loop getSelf() {
      return this;
    }
  }
}
