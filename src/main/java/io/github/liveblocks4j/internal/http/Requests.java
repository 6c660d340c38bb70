package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.Content;
import java.net.URI;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;

/** Writes calls as HTTP requests to one base URL. */
record Requests(URI baseUrl) {

  static final String USER_AGENT = "liveblocks-servlet";

  AsyncRequestBuilder builder(ApiRequest request, String authorization) {
    AsyncRequestBuilder builder =
        AsyncRequestBuilder.create(request.method())
            .setUri(URI.create(baseUrl + request.path()))
            .setHeader(new AuthorizationHeader(authorization))
            // Documents of Yjs have another type, and no failure of theirs is worth a 406.
            .setHeader(HttpHeaders.ACCEPT, "application/json, */*;q=0.5");
    Content content = request.content();
    if (content != null) {
      builder.setEntity(content.bytes(), ContentType.parseLenient(content.type()));
    }
    return builder;
  }
}
