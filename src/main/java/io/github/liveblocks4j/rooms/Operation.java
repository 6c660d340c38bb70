package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Url;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API: what is sent, and how its response is read. GET and DELETE are
 * idempotent, and so retried on transient failures; POST only where {@link #idempotent} says so.
 * Not thread-safe.
 */
final class Operation {

  private final ApiClient api;
  private final String method;
  private final Url url;
  private @Nullable String body;
  private boolean idempotent;

  Operation(ApiClient api, String method, Url url) {
    this.api = api;
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

  /** Sends the request, and drops the body of the response. */
  CompletableFuture<@Nullable Void> send() {
    return api.<@Nullable Void>send(request(), response -> null);
  }

  /** Sends the request, and reads the response. */
  <T> CompletableFuture<T> send(Form<T> form) {
    return api.send(request(), form::read);
  }

  /** The same; empty when Liveblocks says that the thing does not exist. */
  <T> CompletableFuture<Optional<T>> find(Form<T> form) {
    CompletableFuture<T> call = send(form);
    return ending(call, call.thenApply(Optional::of).exceptionally(orElse(Optional.empty())));
  }

  /** Sends the request; false when Liveblocks says that the thing does not exist. */
  CompletableFuture<Boolean> isDone() {
    CompletableFuture<ApiResponse> call = api.send(request());
    return ending(call, call.thenApply(response -> true).exceptionally(orElse(false)));
  }

  private ApiRequest request() {
    return new ApiRequest(method, url.build(), body, idempotent);
  }

  /** Lets the cancelling of a result end the call that it comes from. */
  private static <T> CompletableFuture<T> ending(
      CompletableFuture<?> call, CompletableFuture<T> result) {
    var unused =
        result.whenComplete(
            (value, failure) -> {
              if (failure instanceof CancellationException) {
                call.cancel(false);
              }
            });
    return result;
  }

  private static <T> Function<Throwable, T> orElse(T absent) {
    return failure -> {
      CompletionException wrapped =
          failure instanceof CompletionException known ? known : new CompletionException(failure);
      if (wrapped.getCause() instanceof LiveblocksApiException error && isNotFound(error)) {
        return absent;
      }
      throw wrapped;
    };
  }

  /** There are other reasons for a 404, such as a wrong base URL. */
  private static boolean isNotFound(LiveblocksApiException error) {
    return error.status() == 404
        && error.code().filter(code -> code.endsWith("_NOT_FOUND")).isPresent();
  }

  /**
   * What a response has to be.
   *
   * @param name the name in the message when it is something else
   * @param reader reads what it knows and ignores the rest; what it needs must be there
   */
  record Form<T>(String name, Function<JsonObject, T> reader) {

    static <T> Form<Page<T>> pageOf(String name, Function<JsonObject, T> item) {
      return new Form<>(name, json -> page(json, item));
    }

    static <T> Page<T> page(JsonObject json, Function<JsonObject, T> item) {
      return new Page<>(
          json.getJsonArray("data").getValuesAs(item), json.getString("nextCursor", null));
    }

    T read(ApiResponse response) {
      try {
        return reader.apply(response.object());
      } catch (NullPointerException | ClassCastException | DateTimeException e) {
        // So JSON-P says that a member is missing, or of another type.
        throw response.unexpected(name);
      }
    }
  }
}
