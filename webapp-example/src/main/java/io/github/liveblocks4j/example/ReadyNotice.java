package io.github.liveblocks4j.example;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Prints the page's address once the endpoint responds. Servers start listening after the
 * application has started and then print lines of their own, so only a request can tell.
 */
final class ReadyNotice implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int POLL_MILLIS = 200;
  private static final int READ_TIMEOUT_MILLIS = 10_000;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final URI page;
  private final Consumer<String> log;

  private ReadyNotice(URI page, Consumer<String> log) {
    this.page = page;
    this.log = log;
  }

  /**
   * Starts to wait, in a thread of its own that ends with the notice or when it is closed.
   *
   * @param page the page's address, with a slash at its end
   * @param log takes the one line
   */
  static ReadyNotice start(String page, Consumer<String> log) {
    ReadyNotice notice = new ReadyNotice(URI.create(page), log);
    Thread thread = new Thread(notice::run, "example-ready-notice");
    thread.setDaemon(true);
    thread.start();
    return notice;
  }

  private void run() {
    long start = System.nanoTime();
    int status = status();
    while (status != HttpURLConnection.HTTP_UNAUTHORIZED) {
      if (System.nanoTime() - start > PATIENCE_NANOS || isClosedSoon()) {
        break;
      }
      status = status();
    }
    if (closed.getCount() == 0) {
      return;
    }
    log.accept(
        status == HttpURLConnection.HTTP_UNAUTHORIZED
            ? "The example is ready. Open " + page
            : "The example is at %s, but its endpoint does not work (%s): see the log above"
                .formatted(page, status == 0 ? "no response" : "status " + status));
  }

  /** The endpoint's status for somebody who is not signed in: 401 when it works, 0 for none. */
  private int status() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) page.resolve("api/liveblocks-auth").toURL().openConnection();
      connection.setConnectTimeout(READ_TIMEOUT_MILLIS);
      connection.setReadTimeout(READ_TIMEOUT_MILLIS);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      connection.getOutputStream().write(new byte[] {'{', '}'});
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException e) {
      return 0;
    }
  }

  private boolean isClosedSoon() {
    try {
      return closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
