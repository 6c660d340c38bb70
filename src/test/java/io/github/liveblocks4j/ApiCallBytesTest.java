package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls what is not JSON, on the way there or back, and what takes its place in storage. */
class ApiCallBytesTest {

  private static final String BYTES = "application/octet-stream";

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();
  private final Room room = liveblocks.rooms().create(NewRoom.of("acme:plans"));

  /** Not UTF-8, with every value of a byte. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    for (int i = 0; i < Math.min(256, length); i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private ApiCall call(String method, String path) {
    return liveblocks.call(method, path).variable("roomId", room.id());
  }

  @Test
  void sendWhenAYjsUpdateIsPutThenDocumentAndVersionHaveItsBytes() {
    byte[] update = bytes(100_000);

    call("PUT", "/v2/rooms/{roomId}/ydoc").body(update, BYTES).send();
    JsonObject version = call("POST", "/v2/rooms/{roomId}/versions").send(JsonObject.class);
    call("PUT", "/v2/rooms/{roomId}/ydoc").body(bytes(10), BYTES).send();
    call("PUT", "/v2/rooms/{roomId}/ydoc").query("guid", "sub").body(bytes(20), BYTES).send();

    assertThat(call("GET", "/v2/rooms/{roomId}/ydoc-binary").send(byte[].class))
        .isEqualTo(bytes(10));
    assertThat(
            call("GET", "/v2/rooms/{roomId}/ydoc-binary").query("guid", "sub").send(byte[].class))
        .isEqualTo(bytes(20));
    assertThat(
            call("GET", "/v2/rooms/{roomId}/versions/{versionId}/yjs")
                .variable("versionId", version.getJsonObject("data").getString("id"))
                .send(byte[].class))
        .isEqualTo(update);
  }

  @Test
  void sendWhenTheResponseMayBeOfAnyTypeThenTheRequestSaysSo() {
    liveblocks.call("GET", "/v2/rooms").send();

    assertThat(fake.requests().get(1).header("Accept")).contains("application/json, */*;q=0.5");
  }

  /** Attachment, file and part of one, source of knowledge: the fake has none of them. */
  @ParameterizedTest
  @CsvSource({
    "/v2/rooms/{roomId}/attachments/{id}/upload/{name}, application/octet-stream",
    "/v2/rooms/{roomId}/attachments/{id}/multipart/{name}/1, application/octet-stream",
    "/v2/rooms/{roomId}/storage/files/{id}/upload/{name}, application/octet-stream",
    "/v2/rooms/{roomId}/storage/files/{id}/multipart/{name}/2, application/octet-stream",
    "/v2/ai/copilots/{id}/knowledge/file/{name}, text/markdown; charset=utf-8"
  })
  void sendWhenAFileIsPutThenItArrivesByteForByte(String path, String contentType) {
    byte[] file = bytes(5 * 1024 * 1024);
    fake.next(Failure.status(503), Failure.status(200).body("{\"id\":\"at_1\",\"size\":1}"));
    ApiCall call =
        liveblocks.call("PUT", path).variable("id", "at_1").variable("name", "Plan é/1.pdf");
    if (path.contains("roomId")) {
      call.variable("roomId", room.id());
    }

    JsonObject stored =
        call.query("fileSize", file.length).body(file, contentType).send(JsonObject.class);

    assertThat(stored.getString("id")).isEqualTo("at_1");
    assertThat(fake.requests())
        .filteredOn(request -> request.method().equals("PUT"))
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.path()).contains("/Plan%20%C3%A9%2F1.pdf");
              assertThat(request.header("Content-Type").orElseThrow())
                  .isEqualToIgnoringCase(contentType);
              assertThat(request.header("Content-Length")).contains("" + file.length);
              assertThat(request.bytes()).isEqualTo(file);
            });
  }

  @Test
  void sendWhenStorageIsPatchedThenAllOperationsApplyOrNone() {
    call("POST", "/v2/rooms/{roomId}/storage")
        .body(Map.of("liveblocksType", "LiveObject", "data", Map.of("title", "Plans", "votes", 1)))
        .send();
    ApiCall patch = call("PATCH", "/v2/rooms/{roomId}/storage/json-patch");
    var good = Json.createPatchBuilder().replace("/votes", 2).add("/tags", "new").build();
    var bad = Json.createPatchBuilder().replace("/votes", 3).test("/title", "x").build();

    patch.body(good.toJsonArray()).send();
    assertThatThrownBy(patch.body(bad.toJsonArray())::send).hasMessageContaining("422");

    JsonObject storage =
        call("GET", "/v2/rooms/{roomId}/storage").query("format", "json").send(JsonObject.class);
    assertThat(storage.getInt("votes")).isEqualTo(2);
    assertThat(storage.getString("tags")).isEqualTo("new");
    assertThat(
            call("GET", "/v2/rooms/{roomId}/storage").send(JsonObject.class).getJsonObject("data"))
        .hasSize(3);
  }

  @Test
  void sendWhenTheResponseIsLongerThanAllowedThenProtocolException() {
    fake.next(Failure.status(200).body(bytes(1_000)), Failure.status(200).body(bytes(1_001)));
    ApiCall call = liveblocks.call("GET", "/v2/x").maxResponseBytes(1_000);

    assertThat(call.send(byte[].class)).hasSize(1_000);
    assertThatThrownBy(() -> call.send(byte[].class))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("larger than 1000 bytes (maxResponseBytes)");
  }

  @Test
  void sendWhenMoreThanTheDefaultIsAllowedThenItIsRead() {
    byte[] document = bytes(16 * 1024 * 1024 + 1);
    fake.next(Failure.status(200).body(document), Failure.status(200).body(document));
    ApiCall call = liveblocks.call("GET", "/v2/x");

    assertThatThrownBy(() -> call.send(byte[].class))
        .isInstanceOf(LiveblocksProtocolException.class);
    assertThat(call.maxResponseBytes(document.length).send(byte[].class)).isEqualTo(document);
  }
}
