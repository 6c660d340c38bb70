package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.RecordedRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call carries beside one object: bytes, generic types, headers, pages; when it ends. */
class ApiCallResultTest {

  private static final String BYTES = "application/octet-stream";

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();

  /** Not UTF-8, with every value of a byte. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    for (int i = 0; i < Math.min(256, length); i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private ApiCall inRoom(String method, String path) {
    return liveblocks.call(method, path).variable("roomId", "r");
  }

  /** The fake keeps documents and their versions. */
  @Test
  void sendWhenAYjsUpdateIsPutThenDocumentAndVersionHaveItsBytes() {
    var unused = liveblocks.rooms().create(NewRoom.of("r"));
    byte[] update = bytes(100_000);

    inRoom("PUT", "/v2/rooms/{roomId}/ydoc").body(update, BYTES).send();
    JsonObject version = inRoom("POST", "/v2/rooms/{roomId}/versions").send(JsonObject.class);
    inRoom("PUT", "/v2/rooms/{roomId}/ydoc").body(bytes(10), BYTES).send();
    inRoom("PUT", "/v2/rooms/{roomId}/ydoc").query("guid", "sub").body(bytes(20), BYTES).send();

    ApiCall document = inRoom("GET", "/v2/rooms/{roomId}/ydoc-binary");
    assertThat(document.send(byte[].class)).isEqualTo(bytes(10));
    assertThat(document.query("guid", "sub").send(byte[].class)).isEqualTo(bytes(20));
    assertThat(
            inRoom("GET", "/v2/rooms/{roomId}/versions/{versionId}/yjs")
                .variable("versionId", version.getJsonObject("data").getString("id"))
                .send(byte[].class))
        .isEqualTo(update);
  }

  @Test
  void sendWhenAFileIsPutThenItArrivesByteForByteInEachAttempt() {
    byte[] file = bytes(5 * 1024 * 1024);
    fake.next(Failure.status(503), Failure.status(200).body("{\"id\":\"at_1\",\"size\":1}"));

    JsonObject stored =
        inRoom("PUT", "/v2/rooms/{roomId}/attachments/{id}/upload/{name}")
            .variable("id", "at_1")
            .variable("name", "Plan é/1.pdf")
            .query("fileSize", file.length)
            .body(file, "text/markdown; charset=utf-8")
            .send(JsonObject.class);

    assertThat(stored.getString("id")).isEqualTo("at_1");
    assertThat(fake.requests())
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.path()).endsWith("/at_1/upload/Plan%20%C3%A9%2F1.pdf");
              assertThat(request.header("Content-Type").orElseThrow())
                  .isEqualToIgnoringCase("text/markdown; charset=utf-8");
              assertThat(request.header("Content-Length")).contains("" + file.length);
              assertThat(request.header("Accept")).contains("application/json, */*;q=0.5");
              assertThat(request.bytes()).isEqualTo(file);
            });
  }

  @Test
  void sendWhenStorageIsPatchedThenAllOperationsApplyOrNone() {
    var unused = liveblocks.rooms().create(NewRoom.of("r"));
    inRoom("POST", "/v2/rooms/{roomId}/storage")
        .body(Map.of("liveblocksType", "LiveObject", "data", Map.of("title", "Plans", "votes", 1)))
        .send();
    ApiCall patch = inRoom("PATCH", "/v2/rooms/{roomId}/storage/json-patch");
    var good = Json.createPatchBuilder().replace("/votes", 2).add("/tags", "new").build();
    var bad = Json.createPatchBuilder().replace("/votes", 3).test("/title", "x").build();

    patch.body(good.toJsonArray()).send();
    assertThatThrownBy(patch.body(bad.toJsonArray())::send).hasMessageContaining("422");

    JsonObject storage =
        inRoom("GET", "/v2/rooms/{roomId}/storage").query("format", "json").send(JsonObject.class);
    assertThat(storage.getInt("votes")).isEqualTo(2);
    assertThat(storage.getString("tags")).isEqualTo("new");
    assertThat(
            inRoom("GET", "/v2/rooms/{roomId}/storage")
                .send(JsonObject.class)
                .getJsonObject("data"))
        .hasSize(3);
  }

  @Test
  void maxResponseBytesWhenTheResponseIsLongerThenProtocolException() {
    byte[] document = bytes(16 * 1024 * 1024 + 1);
    fake.always(Failure.status(200).body(document));
    ApiCall call = liveblocks.call("GET", "/v2/x").maxResponseBytes(document.length);

    assertThat(call.send(byte[].class)).as("more than the default").isEqualTo(document);
    assertThatThrownBy(() -> call.maxResponseBytes(document.length - 1).send(byte[].class))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("larger than 16777216 bytes (maxResponseBytes)");
  }

  public record Version(String id) {}

  /** A generic type, as a framework brings it. */
  public interface Versions {
    Map<String, List<Version>> byKind();
  }

  private static Type byKind() throws NoSuchMethodException {
    return Versions.class.getMethod("byKind").getGenericReturnType();
  }

  @Test
  void sendWhenTheTypeIsGenericThenItsArgumentsAreRead() throws Exception {
    String body = "{\"yjs\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
    fake.next(Failure.status(200).body(body), Failure.status(200).body(body));

    Map<String, List<Version>> versions = liveblocks.call("GET", "/v2/x").send(byKind());
    CompletableFuture<Map<String, List<Version>>> same =
        liveblocks.call("GET", "/v2/x").sendAsync(byKind());

    assertThat(versions).isEqualTo(Map.of("yjs", List.of(new Version("a"), new Version("b"))));
    assertThat(same.join()).isEqualTo(versions);
    fake.next(Failure.status(200).body("[1]"));
    assertThatThrownBy(() -> liveblocks.call("GET", "/v2/x").<Object>send(byKind()))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("java.util.Map<java.lang.String, java.util.List<");
  }

  @Test
  void exchangeWhenSuccessfulThenStatusHeadersAndBody() throws Exception {
    fake.next(Failure.status(201).header("X-Total", "7").body("{\"yjs\":[{\"id\":\"secret\"}]}"));

    ApiCallResponse response = liveblocks.call("POST", "/v2/x").exchange();

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.header("x-total")).contains("7");
    assertThat(response.header("X-None")).isEmpty();
    assertThat(response.bytes()).hasSize(25);
    assertThat(response.as(JsonObject.class)).containsKey("yjs");
    assertThat(response.<Map<String, List<Version>>>as(byKind())).containsKey("yjs");
    assertThat(response).hasToString("ApiCallResponse[status=201, 25 bytes]");
    assertThatThrownBy(() -> response.as(int[].class))
        .isInstanceOf(LiveblocksProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor", "startingAfter"})
  void iterateWhenThereAreMorePagesThenEachIsFetchedWhenNeeded(String parameter) {
    fake.next(
        Failure.status(200).body("{\"data\":[{\"id\":\"a\"}],\"nextCursor\":\"x/y &z\"}"),
        Failure.status(200).body("{\"data\":[],\"nextCursor\":\"2\"}"),
        Failure.status(200).body("{\"data\":[{\"id\":\"b\"}],\"nextCursor\":null}"));
    ApiCall call = liveblocks.call("GET", "/v2/rooms/{roomId}/versions").variable("roomId", "r/1");

    Iterable<Version> versions = call.query("limit", 1).iterate(parameter, Version.class);
    call.query("limit", 2); // Changes nothing of what is iterated.
    assertThat(fake.requests()).isEmpty();

    Iterator<Version> first = versions.iterator();
    assertThat(first.next()).isEqualTo(new Version("a"));
    assertThat(fake.requests()).hasSize(1);
    assertThat(first).toIterable().containsExactly(new Version("b"));
    assertThat(fake.requests())
        .extracting(RecordedRequest::query)
        .containsExactly(
            "limit=1", "limit=1&" + parameter + "=x%2Fy%20%26z", "limit=1&" + parameter + "=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"data\":1}", "{\"data\":[1]}", "{\"data\":[{\"id\":{}}]}"})
  void iterateWhenTheResponseIsNoPageThenProtocolException(String body) {
    fake.next(Failure.status(200).body(body));

    Iterator<Version> versions =
        liveblocks.call("GET", "/v2/x").iterate("cursor", Version.class).iterator();

    assertThatThrownBy(versions::hasNext).isInstanceOf(LiveblocksProtocolException.class);
  }

  @Test
  void timeoutWhenLongerThanTheDeadlineThenTheCallHasThatTime() {
    Duration deadline = Duration.ofMillis(200);
    try (Liveblocks impatient = extension.clientBuilder().deadline(deadline).build()) {
      fake.next(Failure.hang(), Failure.delay(deadline.multipliedBy(2)));

      assertThatThrownBy(() -> impatient.call("POST", "/v2/authorize-user").send())
          .isInstanceOf(LiveblocksTimeoutException.class);
      assertThatThrownBy(
              () ->
                  impatient
                      .call("POST", "/v2/authorize-user")
                      .timeout(Duration.ofMinutes(5))
                      .send())
          .as("the response has come, and says what is wrong with the request")
          .isInstanceOf(LiveblocksApiException.class);
    }
  }

  /** One connection and one call at a time: the next call goes out only if both are free again. */
  @Test
  void cancelWhenTheCallIsInFlightThenTheExchangeEnds() throws Exception {
    try (Liveblocks narrow = extension.clientBuilder().maxConcurrentCalls(1).build()) {
      List<CompletableFuture<?>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        fake.next(Failure.hang());
        CompletableFuture<?> call =
            switch (i) {
              case 0 -> narrow.call("PUT", "/v2/x").body(new byte[9], "a/b").sendAsync();
              case 1 -> narrow.call("GET", "/v2/x").sendAsync(byte[].class);
              default -> narrow.call("GET", "/v2/x").exchangeAsync();
            };
        assertThat(fake.takeRequest(Duration.ofSeconds(10))).isPresent();
        assertThat(call.cancel(true)).isTrue();
        calls.add(call);

        assertThat(narrow.call("GET", "/v2/rooms").sendAsync(JsonObject.class))
            .as("after call %d", i)
            .succeedsWithin(Duration.ofMinutes(1));
        assertThat(fake.takeRequest(Duration.ofSeconds(10))).isPresent();
      }
      assertThat(calls).allMatch(CompletableFuture::isCancelled);
    }
  }

  /** Or the thread that asks for it, when the future is complete by then. */
  @Test
  void sendAsyncWhenTheCallEndsThenAThreadOfTheClientCompletesIt() {
    fake.next(Failure.delay(Duration.ofMillis(200)), Failure.hang());

    for (String method : List.of("GET", "POST")) {
      String thread =
          liveblocks
              .call(method, "/v2/rooms")
              .timeout(method.equals("GET") ? Duration.ofMinutes(5) : Duration.ofMillis(200))
              .sendAsync()
              .handle((unused, failure) -> Thread.currentThread().getName())
              .join();
      assertThat(thread).matches("liveblocks-.*|" + Thread.currentThread().getName());
    }
  }
}
