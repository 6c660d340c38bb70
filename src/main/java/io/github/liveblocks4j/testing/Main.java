package io.github.liveblocks4j.testing;

import java.io.UncheckedIOException;

/** Starts a fake from the command line: {@code java -jar liveblocks-servlet-…-testing.jar 1153}. */
final class Main {

  /** The port of Liveblocks' own development server. */
  private static final String DEFAULT_PORT = "1153";

  private Main() {}

  /**
   * Runs until the process is ended.
   *
   * @param args the port, or nothing
   * @throws InterruptedException never: the main thread is not interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      FakeLiveblocks fake = FakeLiveblocks.start(port(args));
      System.out.printf(
          "Fake Liveblocks at %s with the secret key %s. Ctrl-C ends it.%n",
          fake.baseUrl(), fake.secretKey());
      Thread.currentThread().join();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static int port(String[] args) {
    String port = args.length == 0 ? DEFAULT_PORT : String.join(" ", args);
    if (!port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "'" + port + "' is not a port: give one number from 0 (any free port) to 65535");
    }
    return Integer.parseInt(port);
  }
}
