package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Url;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API: what is sent, and how its response is read. GET and DELETE are
 * idempotent, and so retried on transient failures; POST only where {@link #idempotent} says so.
 * Not thread-safe.
 */
final class Operation {

  private final ApiClient api;
  private final @Nullable Duration timeout;
  private final String method;
  private final Url url;
  private @Nullable String body;
  private boolean idempotent;

  /** {@code timeout} replaces the client's deadline, unless it is null. */
  Operation(ApiClient api, @Nullable Duration timeout, String method, Url url) {
    this.api = api;
    this.timeout = timeout;
    this.method = method;
    this.url = url;
    this.idempotent = !method.equals("POST");
  }

  Operation body(JsonObjectBuilder body) {
    return body(api.json().write(body));
  }

  Operation body(String json) {
    this.body = json;
    return this;
  }

  Operation idempotent() {
    this.idempotent = true;
    return this;
  }

  /** Sends the request, and ignores the body of the response. */
  void send() {
    var unused = send(response -> true);
  }

  /** Sends the request, and reads the response. */
  <T> T send(Function<ApiResponse, T> reader) {
    return ApiClient.await(
        api.send(new ApiRequest(method, url, body, idempotent, timeout), reader));
  }

  /** Sends the request; empty when Liveblocks says that the room or group does not exist. */
  <T> Optional<T> find(Function<ApiResponse, T> reader) {
    try {
      return Optional.of(send(reader));
    } catch (LiveblocksApiException e) {
      if (isNotFound(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Sends the request; false when Liveblocks says that the room or group does not exist. */
  boolean sendIfFound() {
    return find(response -> true).isPresent();
  }

  /** There are other reasons for a 404, such as a wrong base URL. */
  private static boolean isNotFound(LiveblocksApiException error) {
    return error.status() == 404
        && error.code().filter(code -> code.endsWith("_NOT_FOUND")).isPresent();
  }

  /** Returns a reader of responses that fails where one is not what {@code name} says. */
  static <T> Function<ApiResponse, T> reader(String name, Function<JsonObject, T> reader) {
    return response -> {
      try {
        return reader.apply(response.object());
      } catch (NullPointerException | ClassCastException | DateTimeException e) {
        // JSON-P's ways to say that a member is missing, or of another type.
        throw response.unexpected(name);
      }
    };
  }

  static <T> Function<ApiResponse, Page<T>> pageReader(String name, Function<JsonObject, T> item) {
    return reader(
        name,
        json ->
            new Page<>(
                json.getJsonArray("data").getValuesAs(item), json.getString("nextCursor", null)));
  }
}
