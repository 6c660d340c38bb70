package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.ApiRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
            .setHeader(HttpHeaders.ACCEPT, "application/json");
    if (request.json() != null) {
      builder.setEntity(
          request.json().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON);
    }
    return builder;
  }
}
