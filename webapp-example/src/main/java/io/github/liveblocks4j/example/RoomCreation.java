package io.github.liveblocks4j.example;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Creates rooms at Liveblocks, where they are not there yet. */
final class RoomCreation {

  private static final int TIMEOUT_MILLIS = 3_000;

  private final URI rooms;
  private final String authorization;

  RoomCreation(URI baseUrl, String secretKey) {
    this.rooms = URI.create(baseUrl + "/v2/rooms?idempotent");
    this.authorization = "Bearer " + secretKey;
  }

  /**
   * Creates one room, or leaves the one with this id as it is.
   *
   * @throws IOException when Liveblocks cannot be reached, or refuses
   */
  void create(ExampleRoom room) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) rooms.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Authorization", authorization);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(json(room).toString().getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    connection.disconnect();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("room %s: Liveblocks answered %d".formatted(room.id(), status));
    }
  }

  private static JsonObject json(ExampleRoom room) {
    return Json.createObjectBuilder()
        .add("id", room.id())
        .add("defaultAccesses", json(room.defaultAccesses()))
        .add("groupsAccesses", json(room.groupsAccesses()))
        .add("usersAccesses", json(room.usersAccesses()))
        .add("metadata", Json.createObjectBuilder().add("title", room.title()))
        .build();
  }

  private static JsonObject json(Map<String, List<String>> accesses) {
    var json = Json.createObjectBuilder();
    accesses.forEach((who, scopes) -> json.add(who, json(scopes)));
    return json.build();
  }

  private static JsonArray json(List<String> scopes) {
    return Json.createArrayBuilder(scopes).build();
  }
}
