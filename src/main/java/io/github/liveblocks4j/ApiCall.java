package io.github.liveblocks4j;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.Url;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Calls any operation of the Liveblocks API, with the same key, deadline, retries and failures as
 * the typed operations. Created by {@link Liveblocks#call}; not thread-safe, and may be sent more
 * than once.
 *
 * <pre>{@code
 * CommentThread thread =
 *     liveblocks
 *         .call("GET", "/v2/rooms/{roomId}/threads/{threadId}")
 *         .variable("roomId", "acme:plans")
 *         .variable("threadId", threadId)
 *         .send(CommentThread.class);
 * }</pre>
 *
 * <p>A call that is idempotent is retried on transient failures. GET, PUT and DELETE are, as HTTP
 * defines them; POST and PATCH are not; {@link #idempotent} says otherwise. When the response to a
 * DELETE is lost, the retry can fail with status 404.
 */
public final class ApiCall {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> IDEMPOTENT = Set.of("GET", "PUT", "DELETE");

  private final ApiClient api;
  private final String method;
  private final Url url;
  private @Nullable String body;
  private boolean idempotent;

  ApiCall(ApiClient api, String method, String pathTemplate) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "method must be GET, POST, PUT, PATCH or DELETE, was '%s'".formatted(method));
    }
    this.api = api;
    this.method = method;
    this.url = new Url(pathTemplate);
    this.idempotent = IDEMPOTENT.contains(method);
  }

  /**
   * Sets a variable of the path. Whatever its value, it stays one segment of the path.
   *
   * @param name its name in the template, without braces
   * @param value any text; percent-encoded here
   * @return this call
   * @throws IllegalArgumentException when there is no such variable, or the value is blank, {@code
   *     .} or {@code ..}
   */
  public ApiCall variable(String name, String value) {
    url.variable(name, value);
    return this;
  }

  /**
   * Adds a query parameter.
   *
   * @param name any text; percent-encoded here
   * @param value any text, number or boolean; percent-encoded here
   * @return this call
   */
  public ApiCall query(String name, Object value) {
    url.query(name, value);
    return this;
  }

  /**
   * Sets the body.
   *
   * @param body anything that JSON-B can write: a map, a record, a bean, a list
   * @return this call
   * @throws IllegalArgumentException when JSON-B cannot write it
   */
  public ApiCall body(Object body) {
    this.body = api.json().writeAny("body", body);
    return this;
  }

  /**
   * Sets whether the call is idempotent, so that a second delivery does no harm.
   *
   * @param idempotent default true for GET, PUT and DELETE, false for POST and PATCH
   * @return this call
   */
  public ApiCall idempotent(boolean idempotent) {
    this.idempotent = idempotent;
    return this;
  }

  /**
   * Sends the call, and waits for its success. The body of the response, if any, is ignored.
   *
   * @throws LiveblocksException when it fails
   * @throws IllegalArgumentException when a variable of the path has no value
   */
  public void send() {
    var unused = ApiClient.await(sendAsync());
  }

  /**
   * Sends the call, and waits for its result.
   *
   * @param <T> the result's type
   * @param type the type to deserialize the response into, by JSON-B: a record, a bean, an array of
   *     them, {@code jakarta.json.JsonObject}
   * @return the result
   * @throws LiveblocksException when it fails, or when the response does not fit the type ({@link
   *     LiveblocksProtocolException})
   * @throws IllegalArgumentException when a variable of the path has no value
   */
  public <T> T send(Class<T> type) {
    return ApiClient.await(sendAsync(type));
  }

  /**
   * Sends the call. The body of the response, if any, is ignored.
   *
   * @return completed when the call has succeeded; cancelling it ends the call
   * @throws IllegalArgumentException when a variable of the path has no value
   */
  public CompletableFuture<@Nullable Void> sendAsync() {
    return api.<@Nullable Void>send(request(), response -> null);
  }

  /**
   * Sends the call for a result.
   *
   * @param <T> the result's type
   * @param type the type to deserialize the response into, by JSON-B: a record, a bean, an array of
   *     them, {@code jakarta.json.JsonObject}
   * @return the result to come; cancelling it ends the call
   * @throws IllegalArgumentException when a variable of the path has no value
   */
  public <T> CompletableFuture<T> sendAsync(Class<T> type) {
    return api.send(request(), response -> response.as(type));
  }

  private ApiRequest request() {
    return new ApiRequest(method, url.build(), body, idempotent);
  }

  /** Returns method and path, not the body. */
  @Override
  public String toString() {
    return "ApiCall[" + method + " " + url + "]";
  }
}
