package io.github.liveblocks4j;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Url;
import io.github.liveblocks4j.rooms.Page;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls any operation of the Liveblocks API, with the same key, deadline, retries and failures as
 * the typed operations. Created by {@link Liveblocks#call}; not thread-safe, and may be sent more
 * than once. Sending it, in whatever form, and iterating throw {@link IllegalArgumentException}
 * when a variable of the path has no value.
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
 * defines them, except the PUT of a file of a copilot's knowledge; POST and PATCH are not; {@link
 * #idempotent} says otherwise. When the response to a DELETE is lost, the retry can fail with
 * status 404.
 *
 * <p>Cancelling a future ends its call: the exchange is given up, and what waits for its turn no
 * longer does. That holds for the futures returned here, not for those derived from them by {@code
 * thenApply} and the like. {@link Liveblocks} says which thread completes them.
 */
public final class ApiCall {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> IDEMPOTENT = Set.of("GET", "PUT", "DELETE");

  /** Creates a source at each call. */
  private static final Pattern KNOWLEDGE_FILE =
      Pattern.compile("/v2/ai/copilots/[^/]+/knowledge/file/[^/]+");

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~](?:[ -~]{0,8190}[!-~])?");

  /** Of the connection, and those that other methods set. */
  private static final Pattern OWN_HEADER =
      Pattern.compile(
          "(?i)authorization|connection|content-(length|type)|expect|host|te|trailer|transfer-encoding|upgrade");

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9.+-]{1,100}/[A-Za-z0-9.+-]{1,100}(?:;[ -~]{0,100})?");

  private final ApiClient api;
  private final String method;
  private final Url url;
  private byte @Nullable [] content;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private boolean idempotent;
  private @Nullable Duration timeout;
  private int maxResponseBytes = ApiRequest.DEFAULT_MAX_RESPONSE_BYTES;

  ApiCall(ApiClient api, String method, String pathTemplate) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "method must be GET, POST, PUT, PATCH or DELETE, was '%s'".formatted(method));
    }
    this.api = api;
    this.method = method;
    this.url = new Url(pathTemplate);
    this.idempotent =
        IDEMPOTENT.contains(method)
            && !(method.equals("PUT") && KNOWLEDGE_FILE.matcher(pathTemplate).matches());
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
   * Sets a header of the request, in place of one of the same name.
   *
   * @param name for example {@code Accept}; not one of the connection, such as {@code Host}, nor
   *     {@code Authorization} and {@code Content-Type}, which the client's key and {@link
   *     #body(byte[], String)} set
   * @param value 1 to 8,192 printable ASCII characters, without a space at either end
   * @return this call
   * @throws IllegalArgumentException when the name or the value is not valid; the message does not
   *     repeat the value
   */
  public ApiCall header(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches() || OWN_HEADER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of the header is not valid, or one that the client sets itself");
    }
    if (!HEADER_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("the header's value is not printable ASCII");
    }
    headers.put(name, value);
    return this;
  }

  /**
   * Sets the body, as JSON.
   *
   * @param body anything that JSON-B can write: a map, a record, a bean, a list, {@code
   *     jakarta.json.JsonValue}
   * @return this call
   * @throws IllegalArgumentException when JSON-B cannot write it, or when it is a {@code byte[]},
   *     which needs a content type
   */
  public ApiCall body(Object body) {
    if (body instanceof byte[]) {
      throw new IllegalArgumentException("bytes need a content type: use body(bytes, contentType)");
    }
    this.content = api.json().writeAny("body", body).getBytes(StandardCharsets.UTF_8);
    headers.put(ApiRequest.CONTENT_TYPE, ApiRequest.JSON);
    return this;
  }

  /**
   * Sets the body, as bytes.
   *
   * @param bytes the bytes, which are not copied: leave them alone until the call has ended
   * @param contentType for example {@code application/octet-stream}
   * @return this call
   * @throws IllegalArgumentException when the content type is not valid
   */
  public ApiCall body(byte[] bytes, String contentType) {
    if (!MEDIA_TYPE.matcher(contentType).matches()) {
      throw new IllegalArgumentException(
          "contentType is not valid: expected for example application/octet-stream");
    }
    this.content = bytes;
    headers.put(ApiRequest.CONTENT_TYPE, contentType);
    return this;
  }

  /**
   * Sets whether the call is idempotent, so that a second delivery does no harm.
   *
   * @param idempotent default true for GET, PUT and DELETE, with the exception that {@link ApiCall}
   *     names; false for POST and PATCH
   * @return this call
   */
  public ApiCall idempotent(boolean idempotent) {
    this.idempotent = idempotent;
    return this;
  }

  /**
   * Sets the time for this call, over all its attempts and the wait for its turn: more for a large
   * file, less where a fast failure is worth more.
   *
   * @param timeout 1 millisecond to 5 minutes; default {@link Liveblocks#deadline()}
   * @return this call
   * @throws IllegalArgumentException when it is out of range
   */
  public ApiCall timeout(Duration timeout) {
    this.timeout = Checks.within("timeout", timeout);
    return this;
  }

  /**
   * Sets how long the body of the response may be. The call fails with a {@link
   * LiveblocksProtocolException} as soon as more has come.
   *
   * @param maxResponseBytes 0 to 1 GiB; default 16 MiB
   * @return this call
   * @throws IllegalArgumentException when it is out of range
   */
  public ApiCall maxResponseBytes(int maxResponseBytes) {
    this.maxResponseBytes = Checks.within("maxResponseBytes", maxResponseBytes, 0, 1 << 30);
    return this;
  }

  /**
   * Sends the call, and waits for its success. The body of the response, if any, is ignored.
   *
   * @throws LiveblocksException when it fails
   */
  public void send() {
    var unused = ApiClient.await(sendAsync());
  }

  /**
   * Sends the call, and waits for its result.
   *
   * @param <T> the result's type
   * @param type the type to deserialize the response into, by JSON-B: a record, a bean, an array of
   *     them, {@code jakarta.json.JsonObject}. With {@code byte[]}, the body as it came
   * @return the result
   * @throws LiveblocksException when it fails, or when the response does not fit the type ({@link
   *     LiveblocksProtocolException})
   */
  public <T> T send(Class<T> type) {
    return ApiClient.await(sendAsync(type));
  }

  /**
   * Sends the call, and waits for its result of a generic type.
   *
   * @param <T> the result's type; it must be the one that {@code type} stands for
   * @param type the type to deserialize the response into, by JSON-B, for example that of {@code
   *     List<Comment>}
   * @return the result
   * @throws LiveblocksException when it fails, or when the response does not fit the type ({@link
   *     LiveblocksProtocolException})
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // As in JSON-B: the caller knows.
  public <T> T send(Type type) {
    return ApiClient.await(this.<T>sendAsync(type));
  }

  /**
   * Sends the call, and waits for the response with its status and headers.
   *
   * @return the successful response
   * @throws LiveblocksException when it fails
   */
  public ApiCallResponse exchange() {
    return ApiClient.await(exchangeAsync());
  }

  /**
   * Iterates over a list whose pages are {@code {"data": […], "nextCursor": …}}. The next page is
   * fetched when an item beyond the one before is needed; each page is a call of its own. Later
   * changes of this call change nothing.
   *
   * @param <T> what is listed
   * @param cursorParameter the query parameter that takes the cursor: {@code startingAfter} or
   *     {@code cursor}, as the operation's documentation says
   * @param itemType what each element of {@code data} is deserialized into, by JSON-B
   * @return the items, from the beginning for each iterator; an iterator is for one thread, waits
   *     for each page, and throws what {@link #send(Class)} throws
   */
  public <T> Iterable<T> iterate(String cursorParameter, Class<T> itemType) {
    ApiRequest first = request();
    Function<ApiResponse, Page<T>> reader = response -> page(response, itemType);
    return Page.iterate(
        cursor ->
            ApiClient.await(
                api.send(cursor == null ? first : first.query(cursorParameter, cursor), reader)));
  }

  private static <T> Page<T> page(ApiResponse response, Class<T> itemType) {
    JsonObject page = response.as(JsonObject.class);
    if (!(page.get("data") instanceof JsonArray data)) {
      throw response.unexpected("a page: an object with the array data");
    }
    return new Page<>(
        data.stream().map(item -> response.<T>read(item.toString(), itemType)).toList(),
        page.getString("nextCursor", null));
  }

  /**
   * Sends the call. The body of the response, if any, is ignored.
   *
   * @return completed when the call has succeeded; cancelling it ends the call
   */
  public CompletableFuture<@Nullable Void> sendAsync() {
    return api.<@Nullable Void>send(request(), response -> null);
  }

  /**
   * Sends the call for a result.
   *
   * @param <T> the result's type
   * @param type as for {@link #send(Class)}
   * @return the result to come; cancelling it ends the call
   */
  public <T> CompletableFuture<T> sendAsync(Class<T> type) {
    return api.send(request(), response -> response.<T>as(type));
  }

  /**
   * Sends the call for a result of a generic type.
   *
   * @param <T> the result's type; it must be the one that {@code type} stands for
   * @param type as for {@link #send(Type)}
   * @return the result to come; cancelling it ends the call
   */
  public <T> CompletableFuture<T> sendAsync(Type type) {
    return api.send(request(), response -> response.<T>as(type));
  }

  /**
   * Sends the call for the response with its status and headers.
   *
   * @return the successful response to come; cancelling it ends the call
   */
  public CompletableFuture<ApiCallResponse> exchangeAsync() {
    return api.send(request(), ApiCallResponse::new);
  }

  private ApiRequest request() {
    return new ApiRequest(
        method,
        url.toString(),
        url.build(),
        content,
        Map.copyOf(headers),
        idempotent,
        false,
        timeout,
        maxResponseBytes);
  }

  /** Returns method and path, not the body. */
  @Override
  public String toString() {
    return "ApiCall[" + method + " " + url + "]";
  }
}
