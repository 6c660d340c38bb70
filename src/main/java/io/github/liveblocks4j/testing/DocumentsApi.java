package io.github.liveblocks4j.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The calls about Yjs documents and their versions. A document is the newest update that was sent
 * to it, as it came: nothing here knows Yjs. Thread-safe.
 */
final class DocumentsApi {

  private static final String BYTES = "application/octet-stream";
  private static final byte[] EMPTY_DOCUMENT = {0, 0};

  private final Consumer<String> requireRoom;
  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
  private final Map<String, byte[]> versions = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  DocumentsApi(Consumer<String> requireRoom) {
    this.requireRoom = requireRoom;
  }

  void addTo(Router router) {
    router
        .add("PUT", "/v2/rooms/{id}/ydoc", this::update)
        .add("GET", "/v2/rooms/{id}/ydoc-binary", this::get)
        .add("POST", "/v2/rooms/{id}/versions", this::createVersion)
        .add("GET", "/v2/rooms/{id}/versions/{versionId}/yjs", this::getVersion);
  }

  void clear() {
    documents.clear();
    versions.clear();
  }

  private Response update(Call call) {
    requireRoom.accept(call.id());
    if (!call.request().header("Content-Type").filter(BYTES::equals).isPresent()) {
      throw ApiException.of(400, "BAD_REQUEST", "The Content-Type must be " + BYTES);
    }
    documents.put(key(call), call.request().bytes());
    return new Response(200, Map.of(), new byte[0]);
  }

  private Response get(Call call) {
    requireRoom.accept(call.id());
    return Response.bytes(documents.getOrDefault(key(call), EMPTY_DOCUMENT));
  }

  private Response createVersion(Call call) {
    requireRoom.accept(call.id());
    String versionId = "vh_" + count.incrementAndGet();
    versions.put(call.id() + "/" + versionId, documents.getOrDefault(key(call), EMPTY_DOCUMENT));
    return Response.json(
        200, Json.object().add("data", Json.object().add("id", versionId)).build());
  }

  private Response getVersion(Call call) {
    requireRoom.accept(call.id());
    byte[] version = versions.get(call.id() + "/" + call.parameters().get(1));
    if (version == null) {
      throw ApiException.of(404, "VERSION_NOT_FOUND", "There is no such version");
    }
    return Response.bytes(version);
  }

  /** A document of its own for each guid; without one, the room's. */
  private static String key(Call call) {
    return call.id() + "?" + call.queryParameter("guid").orElse("");
  }
}
