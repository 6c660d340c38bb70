package io.github.liveblocks4j.example;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One visitor: keeps cookies, and sends what the page's scripts send. */
final class Browser {

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI url;

  Browser(URI url) {
    this.url = url;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> signIn(String person, String... headers)
      throws IOException, InterruptedException {
    return post("sign-in", "application/x-www-form-urlencoded", "person=" + person, headers);
  }

  HttpResponse<String> signOut() throws IOException, InterruptedException {
    return post("sign-out", "application/x-www-form-urlencoded", "");
  }

  HttpResponse<String> requestToken(String body) throws IOException, InterruptedException {
    return post("api/liveblocks-auth", "application/json", body);
  }

  HttpResponse<String> changeAccesses(String room, String body, String... headers)
      throws IOException, InterruptedException {
    return post("api/accesses?room=" + room, "application/json", body, headers);
  }

  /** The response comes when there is something new. */
  CompletableFuture<HttpResponse<String>> nextRevision(String after) {
    URI uri = url.resolve("api/changes?after=" + after);
    return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  HttpResponse<String> post(String path, String contentType, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
