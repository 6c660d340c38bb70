package io.github.liveblocks4j.support.scan;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Scans each response, head and body. A token is allowed where it is the whole response. */
public final class ResponseScan extends Handler.Wrapper {

  private static final Pattern TOKEN = Pattern.compile("\\{\"token\":\"[\\w.-]++\"}");

  /** It puts sessions into them, and into the address of its page for logins. */
  private static final Set<HttpHeader> OF_THE_CONTAINER =
      EnumSet.of(HttpHeader.SET_COOKIE, HttpHeader.LOCATION);

  public ResponseScan(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String where = "response to " + request.getMethod() + " " + request.getHttpURI().getPath();
    request.addHttpStreamWrapper(stream -> new Scanned(stream, where));
    return super.handle(request, response, callback);
  }

  private static final class Scanned extends HttpStream.Wrapper {

    private final String where;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    Scanned(HttpStream stream, String where) {
      super(stream);
      this.where = where;
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.@Nullable Response response,
        boolean last,
        @Nullable ByteBuffer content,
        Callback callback) {
      if (response != null) { // The head comes with the first part of the body.
        status = response.getStatus();
        for (HttpField field : response.getHttpFields()) {
          if (!OF_THE_CONTAINER.contains(field.getHeader())) {
            SecretsScan.scan(where, field.toString());
          }
        }
      }
      if (content != null) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        body.writeBytes(bytes);
      }
      String text = body.toString(StandardCharsets.UTF_8);
      if (last && (status != 200 || !TOKEN.matcher(text).matches())) {
        SecretsScan.scan(where, text);
      }
      super.send(request, response, last, content, callback);
    }
  }
}
