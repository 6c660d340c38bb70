package io.github.liveblocks4j.bench.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Responds with a token of the size of a real one, after a delay that holds no thread. */
final class TokenHandler extends Handler.Abstract.NonBlocking {

  private static final byte[] BODY = body();

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private volatile long delayMillis;

  TokenHandler(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  void delayMillis(long millis) {
    delayMillis = millis;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Content.Source.consumeAll(
        request,
        Callback.from(
            () -> {
              if (delayMillis == 0) {
                respond(response, callback);
              } else {
                timer.schedule(
                    () -> respond(response, callback), delayMillis, TimeUnit.MILLISECONDS);
              }
            },
            callback::failed));
    return true;
  }

  private static void respond(Response response, Callback callback) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, BODY.length);
    response.write(true, ByteBuffer.wrap(BODY), callback);
  }

  private static byte[] body() {
    String token =
        part("{\"alg\":\"ES512\",\"typ\":\"JWT\"}")
            + "."
            + part(
                """
                {"k":"id","pid":"5f3b3b3b3b3b3b3b3b3b3b3b","uid":"user-1","gids":["designers"],\
                "ui":{"name":"Alice"},"iat":1764000000,"exp":1764003600,"jti":"8f6d1c9a2b3e"}""")
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[132]);
    return ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.US_ASCII);
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
