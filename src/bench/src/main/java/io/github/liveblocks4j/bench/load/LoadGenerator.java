package io.github.liveblocks4j.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The visitors, in a process of their own. Does what the lines on its standard input say, writes a
 * line for each, and ends with the input:
 *
 * <pre>
 * connect N       opens connections until there are N
 * wave            sends one request on each, all at once, and waits for all responses
 * run SECONDS     sends the next one on each whenever it has its response (closed loop)
 * open RATE SECONDS    sends at a rate, whatever the responses do (open loop)
 * </pre>
 *
 * <p>Arguments: the URL, the number of users, the body, and more header lines.
 */
public final class LoadGenerator {

  private LoadGenerator() {}

  /** Runs until the input ends. */
  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[0]);
    Visitors visitors =
        new Visitors(
            url,
            Integer.parseInt(arguments[1]),
            arguments[2],
            arguments.length > 3 ? arguments[3] : "");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connections connections = new Connections(url, visitors)) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(execute(connections, line.split(" ")));
      }
    }
  }

  private static String execute(Connections connections, String[] command) throws IOException {
    return switch (command[0]) {
      case "connect" -> connections.connect(Integer.parseInt(command[1]));
      case "wave" -> connections.wave();
      case "run" -> connections.run(Integer.parseInt(command[1]));
      case "open" -> connections.open(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
      default -> throw new IllegalArgumentException("not a command: " + command[0]);
    };
  }
}
